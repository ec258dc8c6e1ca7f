"""Measure the checker on real copy beside the checkout (../shared/eval): recall, false alarms, articles.

    python tools/evaluate.py [--misses] [--alarms] [--wrong-articles] [--family NAME] [--json] [--listings] [--disguises] [--record]

recall: a banned or proof finding overlaps a labelled span of a row whose breach shows in the text.
false alarm: a lawful row with any banned or proof finding.
article accuracy: of the hits, those that cite an article the row names or, where the report names
none, one usual for the row's category.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from checker import check  # noqa: E402
from checker.model import Result  # noqa: E402

EVAL = ROOT.parent / "shared" / "eval"
USUAL = {
    "absolute": "adlaw-9-3 adlaw-28",
    "medical-claim": "adlaw-16 adlaw-17 adlaw-18 adlaw-28 food-law-73 cosmetics-43",
    "food": "adlaw-16 adlaw-17 adlaw-18 adlaw-28 food-law-73 cosmetics-43",
    "health-food": "adlaw-16 adlaw-17 adlaw-18 adlaw-28 food-law-73 cosmetics-43",
    "cosmetics": "adlaw-16 adlaw-17 adlaw-18 adlaw-28 food-law-73 cosmetics-43",
    "drug-device-confusion": "adlaw-16 adlaw-17 adlaw-18 adlaw-28 food-law-73 cosmetics-43",
    "guarantee": "adlaw-4 adlaw-16 adlaw-18 adlaw-28",
    "investment-return": "adlaw-25",
    "education-guarantee": "adlaw-24",
    "real-estate": "adlaw-26",
    "fake-data-citation": "adlaw-11 adlaw-28",
    "fake-endorsement": "adlaw-38 adlaw-28 adlaw-16 adlaw-18 adlaw-24",
    "state-symbol": "adlaw-9-1 adlaw-9-2",
    "minors": "adlaw-40 adlaw-10 adlaw-39",
    "superstition": "adlaw-9-8",
    "obscene-or-violent": "adlaw-9-7 adlaw-9-8 adlaw-9-9",
    "disparagement": "adlaw-13 aucl-12",
    "price-claim": "price-fraud promo adlaw-28",
    "prize": "promo aucl-11 adlaw-8",
    "patent": "adlaw-12",
    "false-fact": "adlaw-28 adlaw-4 aucl-9",
    "environmental": "adlaw-28 adlaw-11 adlaw-4",
    "other": "adlaw",
}
CODES = {"fsl": "food-law", "pricelaw": "price-law", "cosreg": "cosmetics", "readr": "adlaw-26"}
# Reports before October 2025 count the Anti-Unfair Competition Law by its old articles.
RENUMBERED = {"aucl-8": "aucl-9", "aucl-10": "aucl-11", "aucl-11": "aucl-12", "aucl-20": "aucl-25"}
FOREIGN = ("asa", "ftc", "fda", "accc")


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (EVAL / name).read_text(encoding="utf-8").splitlines()]


def spans(row: dict[str, Any]) -> list[tuple[int, int]]:
    found = []
    for words in row["spans"]:
        start = row["text"].find(words)
        if start >= 0:
            found.append((start, start + len(words)))
    return found


def grave(result: Result) -> list[Any]:
    return [finding for finding in result.findings if finding.level != "caution"]


def hits(row: dict[str, Any]) -> list[Any]:
    """The banned and proof findings of `row` that overlap a labelled span."""
    labelled = spans(row)
    return [
        f
        for f in grave(check(row["text"]))
        if any(f.start < end and start < f.end for start, end in labelled)
    ]


def accepted(row: dict[str, Any]) -> list[str]:
    named = [
        CODES.get(law.split("-")[0], law.split("-")[0]) + law[len(law.split("-")[0]) :] for law in row["law"]
    ]
    # Rows number art. 28 by paragraph and item; its only list is that of paragraph 2, so ours by item.
    named = [law.replace("adlaw-28-2-", "adlaw-28-") for law in named]
    named = [law for law in named if law != "adlaw" and not law.startswith(FOREIGN)]
    named = [RENUMBERED.get("-".join(law.split("-")[:2]), law) for law in named]
    if named:
        return named
    return [
        law for name in (row["category"], *row.get("also", [])) for law in USUAL.get(name, "adlaw").split()
    ]


def cites(finding: Any, laws: Iterable[str]) -> bool:
    """One article is the other or a paragraph or item of it, counted by whole numbers."""
    for law in laws:
        for own in finding.laws:
            if own == law or own.startswith(law + "-") or law.startswith(own + "-"):
                return True
    return False


def evaluate() -> dict[str, Any]:
    """All figures, with the rows behind them: {"recall": …, "missed": [row, …], …}."""
    penalised = [row for row in rows("penalised.jsonl") if row["detectable_from_text"]]
    lawful = rows("lawful.jsonl")
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    missed, wrong, alarms = [], [], []
    by_lang: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    right = hit_rows = 0
    for row in penalised:
        hit = hits(row)
        for tally in (found[row["category"]], by_lang[row["lang"]]):
            tally[0] += bool(hit)
            tally[1] += 1
        if not hit:
            missed.append(row)
            continue
        hit_rows += 1
        if any(cites(finding, accepted(row)) for finding in hit):
            right += 1
        else:
            wrong.append((row, hit))
    for row in lawful:
        findings = grave(check(row["text"]))
        if findings:
            alarms.append((row, findings))
    return {
        "recall": hit_rows / len(penalised),
        "rows": len(penalised),
        "false_alarms": len(alarms) / len(lawful),
        "lawful_rows": len(lawful),
        "article_accuracy": right / max(hit_rows, 1),
        "by_category": {name: (hit, total) for name, (hit, total) in sorted(found.items())},
        "by_language": {name: (hit, total) for name, (hit, total) in sorted(by_lang.items())},
        "missed": missed,
        "wrong": wrong,
        "alarms": alarms,
    }


def disguised() -> dict[str, tuple[int, int]]:
    """Way of hiding → (still found, tried), over the true findings of the penalised rows."""
    from tools.disguises import CHINESE, ENGLISH

    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows("penalised.jsonl"):
        ways = CHINESE if row["lang"] == "zh" else ENGLISH
        for found in hits(row) if row["detectable_from_text"] else ():
            for name, hide in ways.items():
                words = hide(found.match)
                if words is None:
                    continue
                text = row["text"][: found.start] + words + row["text"][found.end :]
                end = found.start + len(words)
                seen = any(f.start < end and found.start < f.end for f in grave(check(text)))
                tally[f"{row['lang']} {name}"][0] += seen
                tally[f"{row['lang']} {name}"][1] += 1
    return {name: (hit, total) for name, (hit, total) in sorted(tally.items())}


def record(path: Path) -> None:
    """Write what each topic's rules did on these rows, for the topic pages to show."""
    import datetime

    from checker import own_engine

    topic_of = {rule.id: rule.topic for rule in own_engine().book.rules.values()}
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    alarms: Counter[str] = Counter()
    for row in rows("penalised.jsonl"):
        by_topic: dict[str, bool] = {}
        for finding in hits(row) if row["detectable_from_text"] else ():
            topic = topic_of[finding.rule]
            by_topic[topic] = by_topic.get(topic, False) or cites(finding, accepted(row))
        found.update(by_topic)
        right.update(topic for topic, cited in by_topic.items() if cited)
    lawful = rows("lawful.jsonl")
    for row in lawful:
        alarms.update({topic_of[finding.rule] for finding in grave(check(row["text"]))})
    lines = [
        "# Written by: python tools/evaluate.py --record. Real copy: what each topic's rules did on it.",
        "",
    ]
    lines += [f'date = "{datetime.date.today()}"', f"lawful = {len(lawful)}"]
    for topic in own_engine().book.topics:
        if found[topic] or alarms[topic]:
            lines += ["", f"[topic.{topic}]", f"found = {found[topic]}", f"right = {right[topic]}"]
            lines += [f"alarms = {alarms[topic]}"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def listings(most: int) -> None:
    """The flag rate on ordinary listings, by level and rule, and the most frequent matches."""
    levels: Counter[str] = Counter()
    rules: Counter[str] = Counter()
    matches: Counter[tuple[str, str]] = Counter()
    total = 0
    for row in rows("listings.jsonl"):
        total += 1
        findings = check(row["text"]).findings
        levels.update({finding.level for finding in findings})
        rules.update({finding.rule for finding in findings})
        matches.update({(finding.rule, finding.match.lower()) for finding in findings})
    for level, count in levels.most_common():
        print(f"{level:8} {count / total:7.2%}")
    for rule, count in rules.most_common():
        print(f"{rule:8} {count / total:7.2%}")
    for (rule, match), count in matches.most_common(most):
        print(f"{count:6} {rule} {match}")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for flag in ("misses", "alarms", "wrong-articles", "json", "listings", "disguises", "record"):
        parser.add_argument(f"--{flag}", action="store_true")
    parser.add_argument("--family", help="only this violation category, in the lists")
    parser.add_argument("--most", type=int, default=200, help="matches to list with --listings")
    options = parser.parse_args()
    if not EVAL.exists():
        print(f"No evaluation rows at {EVAL.name}/ beside the checkout: nothing measured.")
        return 0
    if options.listings:
        listings(options.most)
        return 0
    if options.record:
        record(ROOT / "checker" / "rules" / "measured.toml")
        return 0
    if options.disguises:
        ways = disguised()
        for name, (hit, total) in ways.items():
            print(f"  {name:22} {hit:4}/{total:4} {hit / total:.3f}")
        print(f"  all {sum(h for h, _ in ways.values()) / sum(t for _, t in ways.values()):.3f}")
        return 0
    figures = evaluate()
    if options.json:
        print(
            json.dumps(
                {key: value for key, value in figures.items() if key not in ("missed", "wrong", "alarms")}
            )
        )
        return 0
    print(f"recall           {figures['recall']:.3f} of {figures['rows']} rows")
    print(f"false alarms     {figures['false_alarms']:.3f} of {figures['lawful_rows']} rows")
    print(f"article accuracy {figures['article_accuracy']:.3f}")
    for name, (hit, total) in (*figures["by_category"].items(), *figures["by_language"].items()):
        print(f"  {name:22} {hit:3}/{total:3} {hit / total:.2f}")
    wanted = lambda row: options.family in (None, row["category"])  # noqa: E731
    if options.misses:
        for row in filter(wanted, figures["missed"]):
            print(f"MISSED {row['id']} {row['category']} {row['spans']}\n    {row['text']}")
    if options.wrong_articles:
        for row, hit in figures["wrong"]:
            if wanted(row):
                print(
                    f"WRONG {row['id']} {row['category']} wants {accepted(row)}: {[(f.rule, f.match, f.laws) for f in hit]}"
                )
    if options.alarms:
        for row, findings in figures["alarms"]:
            print(
                f"ALARM {row['id']} {[(f.rule, f.match) for f in findings]}\n    {row['text']} | {row['why_lawful']}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
