"""Looks for copy that breaks the checker or makes it slow: `python tools/fuzz.py [--seed N] [--seconds S] [--growth]`.

Growth tests prove, the fuzzer searches. It glues, hides and repeats what the cards themselves look for and show, mixed
with what keyboards, chat programs and hostile people produce, and says which text went wrong and from which seed.
Time is processor time, so that a busy machine does not matter.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from checker import check, kinds, own_engine, web  # noqa: E402
from checker.model import LANGS, Result  # noqa: E402

FACTOR = 4  # how much longer the longer text of a growth test is
RATIO = 8.0  # linear: about 4; quadratic: 16
FLOOR = 0.002  # seconds; below this a clock says little
SLOW = 0.0005  # seconds per character that no text may cost, on any machine
LONGEST = 20_000  # characters of a fuzzed text

ENDS = str.maketrans("", "", "。！？!?;；\n\r")
ODD = (
    *"😀🍵👩‍👩‍👧🇨🇳\ufe0f\u20e3\u200b\u200d\u2060\ufeff\u00ad\u202e\u202d\u2066\u2069\u0301\u0338\u3099",
    *"ＢＥＳＴ①⑩№㎏㈱ﬁﷺ𝐛𝟙Ⅷ½％‰￥İıſß",
    *"蕞國級體囍龘𠀀𪚥鿿々〇ｱ゙가ไทยعربעברית",
    *"\ud800\udfff\x00\x1b\x7f\x85\u2028\u3000\t\n\r ",
    *"()（）[]【】{}《》“”‘’\"'*_~`<>&|\\/^$.?+-=#@!！。，；：、…",
    "%s", "{0}", "${x}", "</script>", "\\N{DIGIT ONE}", "(?P<hit>", "1" * 40, "9.9.9.9.", "http://a.b/c?d=e#f", "零一二三四五六七八九十百千万亿",
)  # fmt: skip


@cache
def literals() -> dict[str, list[str]]:
    """Every word that a card looks for or around which it looks, by rule id."""
    book = own_engine().book
    out: dict[str, list[str]] = {}
    for rule in book.rules.values():
        words: dict[str, None] = {}
        for find in rule.finds:
            named = {"terms": [find.zh, find.en], "near": [find.a, find.b]}.get(find.kind, [find.anchor])
            for entries, lang in itertools.product(named, LANGS):
                words.update(dict.fromkeys(kinds.literals(entries, lang, book.words)))
        out[rule.id] = [word for word in words if word]
    return out


@cache
def examples() -> dict[str, list[str]]:
    """The examples of every card, and those of all exemptions under ""."""
    book = own_engine().book
    spared = [example.text for exemption in book.exemptions.values() for example in exemption.examples]
    return {rule.id: [example.text for example in rule.examples] for rule in book.rules.values()} | {
        "": spared
    }


class Mutator:
    """Hostile copy without end, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.words = sorted({word for words in literals().values() for word in words})
        self.sentences = [text for texts in examples().values() for text in texts]

    def piece(self) -> str:
        chance = self.random.random()
        if chance < 0.4:
            return self.random.choice(self.words)
        if chance < 0.7:
            return self.random.choice(self.sentences)
        return self.random.choice(ODD)

    def mixture(self) -> str:
        glue = self.random.choice(["", "", " ", "，", "\u200b", "*"])
        return glue.join(self.piece() for _ in range(self.random.randint(1, 40)))

    def edited(self) -> str:
        """A sentence with characters dropped, doubled, swapped and set in between."""
        text = list(self.random.choice(self.sentences))
        for _ in range(self.random.randint(1, 8)):
            at = self.random.randrange(len(text) + 1)
            match self.random.randrange(4):
                case 0:
                    text[at : at + 1] = []
                case 1:
                    text[at:at] = text[at : at + 1]
                case 2:
                    text[at : at + 2] = reversed(text[at : at + 2])
                case _:
                    text.insert(at, self.random.choice(ODD))
        return "".join(text)

    def apart(self) -> str:
        """A sentence with the same thing between all its characters."""
        return self.random.choice(ODD).join(self.random.choice(self.sentences))

    def repeated(self) -> str:
        """A word, or all but its end, thousands of times."""
        word = self.piece()
        part = word[: self.random.randint(1, len(word))]
        return (part * (10_000 // len(part) + 1))[:10_000]

    def nested(self) -> str:
        opening, closing = self.random.choice(["()", "（）", "[]", "《》", "“”", "【】", "<>"])
        depth = self.random.randint(1, 2_000)
        return opening * depth + self.piece() + closing * self.random.randint(0, depth)

    def text(self) -> str:
        kind = self.random.choices(
            [self.mixture, self.edited, self.apart, self.repeated, self.nested], [40, 40, 15, 4, 1]
        )
        return kind[0]()[:LONGEST]


def faults(text: str, result: Result) -> list[str]:
    """What is wrong with the result of a check, in words."""
    out = []
    last = 0
    for found in result.findings:
        if not last <= found.start < found.end <= len(text):
            out.append(f"{found.rule}: {found.start}–{found.end} is not in the text, or overlaps")
        last = found.end
    for one in (*result.findings, *result.spared):
        if text[one.start : one.end] != one.match:
            out.append(f"{one.rule}: says {one.match!r} where {text[one.start : one.end]!r} stands")
    return out


def door_faults(text: str, ask: Callable[[str], str] = web.handle) -> list[str]:
    """The same through the page's door, which counts UTF-16 units."""
    answer = json.loads(ask(json.dumps({"op": "check", "text": text, "lang": "zh"})))
    if not answer["ok"]:
        return [f"the page is refused: {answer['error']['code']}"]
    units = text.encode("utf-16-le", "surrogatepass")
    return [
        f"{one['rule']}: in UTF-16, {one['start']}–{one['end']} is not {one['match']!r}"
        for one in (*answer["result"]["findings"], *answer["result"]["spared"])
        if units[2 * one["start"] : 2 * one["end"]] != one["match"].encode("utf-16-le", "surrogatepass")
    ]


def seconds(text: str) -> float:
    began = time.process_time()
    check(text)
    return time.process_time() - began


def problems(text: str) -> list[str]:
    """Everything wrong with how the checker takes this text; an exception is one."""
    try:
        began = time.process_time()
        result = check(text)
        took = time.process_time() - began
        out = faults(text, result) + door_faults(text)
    except Exception as error:
        return [f"{type(error).__name__}: {error}"]
    most = max(0.5, SLOW * len(text))
    # Patterns are compiled when first used: the second time is the text's own.
    if took > most and (took := seconds(text)) > most:
        out.append(f"{took:.2f} s for {len(text)} characters")
    return out


def fuzz(seed: int) -> Iterator[tuple[str, list[str]]]:
    """Texts from this seed with what is wrong with each."""
    mutator = Mutator(seed)
    while True:
        text = mutator.text()
        yield text, problems(text)


def of_a_card(rule: str, seed: int = 0) -> str:
    """All a card looks for and shows, shuffled into one sentence: what costs it most."""
    rng = random.Random(f"{seed}{rule}")
    words = literals()[rule]
    pieces = [*examples()[rule], *rng.sample(words, min(30, len(words)))]
    rng.shuffle(pieces)
    return rng.choice(["", " "]).join(pieces).translate(ENDS)


def growth(text: str, size: int) -> float:
    """How many times longer FACTOR times the text takes. The whole text is repeated to about `size` characters."""
    times = max(1, size // len(text))
    short, long = text * times, text * FACTOR * times
    seconds(short)  # patterns are compiled when first used
    ratio = float("inf")
    for _ in range(3):  # what happens beside it can only make a time longer
        ratio = min(ratio, seconds(long) / max(seconds(short), FLOOR))
        if ratio < RATIO * 0.75:
            break
    return ratio


def main() -> int:
    parser = argparse.ArgumentParser(description="Look for copy that breaks the checker or makes it slow.")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--growth", action="store_true", help="measure how each card's time grows instead")
    options = parser.parse_args()
    check("")
    bad = 0
    if options.growth:
        for rule in own_engine().book.rules:
            ratio = growth(of_a_card(rule, options.seed), 4_000)
            bad += ratio >= RATIO
            if ratio >= RATIO * 0.75:
                print(f"{rule}: {FACTOR} times the text takes {ratio:.1f} times as long", flush=True)
        print(f"{bad} cards grow too fast (seed {options.seed}).")
        return min(bad, 1)
    until, done = time.monotonic() + options.seconds, 0
    for text, wrong in fuzz(options.seed):
        done += 1
        if wrong:
            bad += 1
            shown = ascii(text if len(text) <= 300 else f"{text[:300]}… ({len(text)} characters)")
            print("\n".join([shown, *(f"    {one}" for one in wrong)]), flush=True)
        if time.monotonic() > until:
            break
    print(f"{done} texts, {bad} with a problem (seed {options.seed}).")
    return min(bad, 1)


if __name__ == "__main__":
    sys.exit(main())
