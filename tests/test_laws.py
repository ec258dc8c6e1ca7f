"""The legal basis: every provision stands as the statute prints it, and can be found and read.

The digest file keeps a fingerprint of each quoted text, so that a slip of the hand in a TOML file is
noticed. Where the dossier the texts were taken from lies beside the checkout, they are compared with it too.
"""

from __future__ import annotations

import copy
import hashlib
import re
import tomllib
from functools import cache
from html import escape
from pathlib import Path

import pytest
import yaml

from checker import coverage, lawparts, load
from checker.model import Book

ROOT = Path(__file__).parents[1]
LAWS = ROOT / "checker" / "laws"
DIGESTS = Path(__file__).with_name("law_texts.sha256")
DOSSIER = ROOT.parent / "shared" / "reference" / "law.yaml"

STATUSES = {"in force", "superseded", "draft", "not yet in force", "practice", "policy"}
VERIFIED = {"two-sources", "one-source", "memory-only"}
LANGS = ("en", "zh")
LAW_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DATE = re.compile(r"(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# half-width marks beside a Chinese character: the sign of text set with the wrong keyboard
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:!?()]|[,;:!?()][\u4e00-\u9fff]")
ABBREVIATION = re.compile(r"\b(arts?|paras?|no|v|Co)\.", re.IGNORECASE)
DIGITS = "零一二三四五六七八九"


@cache
def laws() -> dict[str, dict]:
    tables = {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(LAWS.glob("*.toml"))
    }
    return {name: table for name, table in tables.items() if "article" in table}


@cache
def articles() -> dict[str, dict]:
    found: dict[str, dict] = {}
    for table in laws().values():
        for entry in table["article"]:
            assert entry["id"] not in found, f"{entry['id']} stands twice"
            found[entry["id"]] = entry
    return found


@cache
def book() -> Book:
    return load.build({f"laws/{name}.toml": table for name, table in laws().items()})


def digests() -> dict[str, str]:
    pairs = (line.split() for line in DIGESTS.read_text(encoding="utf-8").splitlines())
    return {key: value for value, key in pairs}


def fingerprint(entry: dict) -> str:
    if not entry["verbatim"]:
        return "-" * 64
    return hashlib.sha256(entry["zh"].strip().encode()).hexdigest()


def sentences(text: str) -> int:
    return len(re.findall(r"[.!?](?=\s|$|”)|[。！？]", ABBREVIATION.sub("", text)))


def chinese_number(number: int) -> str:
    """The number as statutes print it: 10 is 十, 148 is 一百四十八."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    out = DIGITS[hundreds] + "百" if hundreds else ""
    if tens:
        out += ("" if tens == 1 and not hundreds else DIGITS[tens]) + "十"
    elif hundreds and ones:
        out += "零"
    return out + (DIGITS[ones] if ones else "")


def faults(law: dict) -> list[str]:
    """What is wrong with a law file, as sentences. Empty when all is well."""
    out = []

    def both(table: dict, key: str, where: str) -> None:
        value = table.get(key, {})
        for lang in LANGS:
            if not value.get(lang, "").strip():
                out.append(f"{where}: {key} has no {lang}")
        if value and not CHINESE.search(value.get("zh", "")) and "GB" not in value.get("zh", ""):
            out.append(f"{where}: {key}: zh is not Chinese")
        if HALF_WIDTH.search(value.get("zh", "")):
            out.append(f"{where}: {key}: half-width punctuation in Chinese")

    for key in ("title", "short", "version", "sources"):
        both(law, key, law["id"])
    if "limits" in law:
        both(law, "limits", law["id"])
    if law["status"] not in STATUSES:
        out.append(f"{law['id']}: status {law['status']!r}")
    if law["status"] == "superseded" and not law.get("replaced_by"):
        out.append(f"{law['id']}: does not name what replaced it")
    dates = [law["checked"], *law.get("revised", []), *law.get("amended", [])]
    dates += [law[key] for key in ("adopted", "published", "effective", "ended", "ends") if key in law]
    out += [f"{law['id']}: {date!r} is not a date" for date in dates if not DATE.fullmatch(date)]

    for entry in law["article"]:
        where = entry["id"]
        if not LAW_ID.fullmatch(where) or not (where == law["id"] or where.startswith(law["id"] + "-")):
            out.append(f"{where}: not an id of {law['id']}")
        both(entry, "label", where)
        both(entry, "means", where)
        if entry["verified"] not in VERIFIED:
            out.append(f"{where}: verified {entry['verified']!r}")
        if entry["verbatim"] and entry["verified"] == "memory-only":
            out.append(f"{where}: quoted although the text was not seen")
        for lang in LANGS:
            if not entry.get(lang, "").strip():
                out.append(f"{where}: no {lang}")
            if sentences(entry.get("means", {}).get(lang, "")) > 2:
                out.append(f"{where}: means: more than two sentences in {lang}")
        if entry["article"] and entry["article"] != "0":
            number = f"第{chinese_number(int(entry['article']))}条"
            if entry.get("paragraph"):
                number += f"第{chinese_number(int(entry['paragraph']))}款"
            if entry.get("item"):
                number += f"第（{chinese_number(int(entry['item']))}）项"
            if entry["label"]["zh"] != number:
                out.append(f"{where}: label {entry['label']['zh']}, expected {number}")
    return out


@pytest.mark.parametrize("name", sorted(laws()))
def test_law_file(name: str) -> None:
    law = laws()[name]
    assert law["id"] == name, "the file is called after its law"
    assert faults(law) == []


def test_texts_are_as_recorded() -> None:
    found, recorded = articles(), digests()
    assert set(found) == set(recorded), "an id was added or lost without its source"
    changed = [key for key, entry in found.items() if fingerprint(entry) != recorded[key]]
    assert changed == [], "quoted law may not be edited"


def test_texts_agree_with_the_dossier() -> None:
    """With the dossier beside the checkout, compare with it; alone, the record must cover every article."""
    found = articles()
    if not DOSSIER.exists():
        assert all(fingerprint(entry) == digests()[key] for key, entry in found.items())
        return
    dossier = {entry["id"]: entry for entry in yaml.safe_load(DOSSIER.read_text(encoding="utf-8"))}
    assert set(found) == set(dossier)
    for key, entry in found.items():
        assert entry["verbatim"] == dossier[key]["verbatim"], key
        assert entry["verified"] == dossier[key]["verified"], key
        if entry["verbatim"]:
            assert entry["zh"].strip() == dossier[key]["zh"].strip(), key


def test_items_stand_in_their_article() -> None:
    found = articles()
    items = [entry for entry in found.values() if entry.get("item")]
    assert len(items) > 40
    for entry in items:
        parent = entry["id"].rsplit("-", 1)[0]
        assert entry["zh"].strip().rstrip("；。") in found[parent]["zh"], entry["id"]


def test_replacements_resolve() -> None:
    known = set(articles()) | set(laws())
    named = {entry["id"]: entry["replaced_by"] for entry in articles().values() if "replaced_by" in entry}
    for law in laws().values():
        if "replaced_by" in law:
            assert law["replaced_by"] in known
        if law["status"] == "superseded":
            assert all(entry["id"] in named for entry in law["article"]), law["id"]
    assert all(target in known and target != source for source, target in named.items())
    assert named["aucl-2019-8"] == "aucl-9"
    assert named["complaint-2019-21"] == "complaint-23"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", sorted(laws()))
def test_law_page(name: str, lang: str) -> None:
    """Each law has its page, and the page has an anchor for each article and the text of each that is quoted."""
    page = (ROOT / "docs" / lang / "law" / f"{name}.md").read_text(encoding="utf-8")
    assert f"{{law-page:{name}}}" in page.splitlines()
    drawn = "\n".join(lawparts.law_page(book(), book().laws[name], lang, "../../"))
    for entry in laws()[name]["article"]:
        anchors = drawn.count(f"{{#{entry['id']}}}") + drawn.count(f'id="{entry["id"]}"')
        assert anchors == 1, entry["id"]
        if entry["verbatim"]:
            assert all(escape(line) in drawn for line in entry["zh"].strip().splitlines()), entry["id"]
        assert escape(entry["means"][lang]) in drawn, entry["id"]


def test_old_and_coming_law_is_not_shown_as_law_in_force() -> None:
    for name, words in {
        "aucl-2019": "no longer in force",
        "complaint-2019": "no longer in force",
        "tm-2027": "not yet in force",
        "cite-guide-draft": "draft of 2025-12-12, not in force",
    }.items():
        drawn = "\n".join(lawparts.law_page(book(), book().laws[name], "en", ""))
        assert words in drawn
        assert "this text in force since" not in drawn


def test_coverage_names_every_provision_once() -> None:
    """Every article and item of the Advertising Law, and whatever a card cites, has its entry."""
    entries = coverage.provisions()
    named = [entry["law"] for entry in entries]
    assert len(named) == len(set(named))
    assert set(named) <= set(articles())
    for entry in entries:
        assert CHINESE.search(entry["person"]["zh"])
        assert not HALF_WIDTH.search(entry["person"]["zh"])
        assert entry["person"]["en"].strip()
    whole = load.load()
    assert set(whole.laws["adlaw"].articles) <= set(named)
    cited = {law for rule in whole.rules.values() for law in rule.laws}
    cited |= {law for rule in whole.rules.values() for laws in rule.laws_for.values() for law in laws}
    covered = {law for law in cited if any(law == name or law.startswith(f"{name}-") for name in named)}
    assert cited == covered, "a provision that rules cite is missing from coverage.toml"


def test_coverage_finds_the_rules_that_cite_a_provision() -> None:
    whole = load.load()
    assert "AC262" in {rule.id for rule in coverage.rules_for(whole, "tm-14")}
    assert "AC300" in {rule.id for rule in coverage.rules_for(whole, "adlaw-24")}
    assert coverage.rules_for(whole, "adlaw-74") == []


def test_what_rules_cite_exists() -> None:
    """The provisions the rules and the six steps rest on."""
    needed = "adlaw-4 adlaw-9 adlaw-9-1 adlaw-9-2 adlaw-9-3 adlaw-11 adlaw-13 adlaw-17 adlaw-28-3 abs-guide-6-6 abs-guide-7"
    assert set(needed.split()) <= set(articles())


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda law: law["article"][0].update(id="adlaw2-1"), "not an id"),
        (lambda law: law["article"][0]["label"].update(zh="第二条"), "expected 第一条"),
        (lambda law: law["article"][0]["means"].update(en="One. Two. Three."), "more than two"),
        (lambda law: law["article"][0]["means"].update(zh="不得,虚假"), "half-width"),
        (lambda law: law["article"][0]["means"].update(zh=""), "no zh"),
        (lambda law: law["article"][0].update(verified="memory-only"), "not seen"),
        (lambda law: law.update(status="valid"), "status"),
        (lambda law: law.update(status="superseded"), "what replaced it"),
        (lambda law: law.update(effective="2015/09/01"), "not a date"),
    ],
)
def test_each_check_can_fail(change, word: str) -> None:
    law = copy.deepcopy(laws()["adlaw"])
    change(law)
    assert any(word in fault for fault in faults(law))


def test_a_changed_text_is_noticed() -> None:
    entry = dict(articles()["adlaw-4"])
    assert fingerprint(entry) == digests()["adlaw-4"]
    entry["zh"] = entry["zh"].replace("不得", "可以")
    assert fingerprint(entry) != digests()["adlaw-4"]
