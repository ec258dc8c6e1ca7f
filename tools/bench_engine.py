"""Speed of the engine on this Python, beside an Aho-Corasick automaton in C on the same terms and text."""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import ahocorasick

from checker import check, own_engine, scan
from checker.load import load
from checker.text import fold

LISTINGS = Path(__file__).resolve().parent.parent.parent / "shared/eval/listings.jsonl"
MOST = 12_000  # listings; enough for a steady figure, few enough for half a minute
REPEATS = 3
HAN = re.compile("[\u4e00-\u9fff]")

Line = tuple[str, str, str]  # what was measured, the figure, what it is to be compared with


def texts() -> tuple[list[str], str]:
    """Real listings where they lie beside the checkout, else the cards' own examples, over and over."""
    if LISTINGS.is_file():
        rows = LISTINGS.read_text(encoding="utf-8").splitlines()
        step = max(1, len(rows) // MOST)
        return [json.loads(row)["text"] for row in rows[::step]], "real listings"
    own = [example.text for rule in load().rules.values() for example in rule.examples]
    return (own * (MOST // len(own) + 1))[:MOST], "the cards' examples"


def best(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """Processor seconds of the fastest run: what one core can do when nothing disturbs it."""
    times = []
    for _ in range(repeats):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)


def size(lines: list[str]) -> float:
    """Megabytes in UTF-8."""
    return sum(len(line.encode()) for line in lines) / 1e6


def automaton(terms: list[str]) -> ahocorasick.Automaton:
    made = ahocorasick.Automaton()
    for term in terms:
        made.add_word(term, len(term))
    made.make_automaton()
    return made


def measure() -> Iterator[Line]:
    started = time.process_time()
    made = own_engine()
    yield (
        "rules read and compiled",
        f"{(time.process_time() - started) * 1000:.0f} ms",
        f"{len(made.rules)} rules",
    )

    lines, kind = texts()
    megabytes = size(lines)
    whole = best(lambda: [check(line) for line in lines])
    yield (
        "check, all rules and context",
        f"{megabytes / whole:.1f} MB/s",
        f"{len(lines) / whole:,.0f} texts/s, {kind}",
    )

    folded = [fold(line).text for line in lines]
    terms = sorted(made.uses)
    ours = best(lambda: [scan.candidates(made.scan, line, scan.words_of(line)) for line in folded])
    other = automaton(terms)
    aho = best(lambda: [list(other.iter(line)) for line in folded])
    yield "bare matching, ours", f"{megabytes / ours:.1f} MB/s", f"{len(terms):,} terms"
    yield (
        "bare matching, pyahocorasick",
        f"{megabytes / aho:.1f} MB/s",
        f"ours is {aho / ours:.2f} times as fast",
    )

    yield from growth_with_text(lines)
    yield from growth_with_terms(folded, terms)


def growth_with_text(lines: list[str]) -> Iterator[Line]:
    text = "\n".join(lines)
    small = text[:100_000]
    large = (text * (1_000_000 // len(text) + 1))[:1_000_000]
    ratio = best(lambda: check(large)) / best(lambda: check(small))
    yield "one text of 100,000 → 1,000,000 characters", f"{ratio:.1f} × time", "10 is linear"


def growth_with_terms(folded: list[str], terms: list[str]) -> Iterator[Line]:
    """Bare matching with as many terms: up to half of them real, the others made of the same text's letters."""
    letters = sorted({char for line in folded for char in line if HAN.match(char)})
    dice = random.Random(2026)
    before = other_before = 0.0
    for count in (300, 3_000, 30_000):
        made = set(dice.sample(terms, min(len(terms), count // 2)))
        while len(made) < count:
            made.add("".join(dice.choices(letters, k=dice.randint(2, 6))))
        found = scan.build(made)
        now = best(lambda found=found: [scan.candidates(found, line, scan.words_of(line)) for line in folded])
        other = automaton(sorted(made))
        aho = best(lambda other=other: [list(other.iter(line)) for line in folded])
        beside = f"pyahocorasick {size(folded) / aho:.1f} MB/s"
        if before:
            steps = f"{now / before:.2f} × time of the step before"
            beside = f"{steps}, {beside} and {aho / other_before:.2f} ×"
        yield f"bare matching, {count:,} terms", f"{size(folded) / now:.1f} MB/s", beside
        before, other_before = now, aho
