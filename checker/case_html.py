"""The workbook's form as plain HTML, drawn at build time: a sheet to print where there is no script."""

from __future__ import annotations

from html import escape

from checker import load
from checker.case_fields import CHOICES, FIELDS, LISTS, PAGES, STEPS, Field

WORDS = {
    "clock": ("Days that start a deadline", "从哪天起算期限"),
    "how": ("How to do this step", "这一步怎么做"),
    "add": ("Add", "添加"),
    "remove": ("Remove", "移除"),
    "choose": ("–", "—"),
}
CLOCK = "platform_set"  # from this field on, the first step asks for days that most cases never have
BIG = {"said": 3, "copy": 6, "after": 6}


def _say(key: str, lang: str) -> str:
    return WORDS[key][lang == "zh"]


def _control(field: Field, lang: str, id: str) -> str:
    name, kind, *_ = field
    named = f'id="{id}" name="{name}"' if id else f'name="{name}"'
    if kind == "text":
        return (
            f'<textarea {named} rows="{BIG.get(name, 2)}" maxlength="200000" spellcheck="false"></textarea>'
        )
    if kind == "tick":
        return f'<input type="checkbox" {named} value="yes">'
    if kind == "date":
        return f'<input type="date" {named} min="2000-01-01" max="2999-12-31">'
    if kind in CHOICES or kind == "category":
        options = {key: pair[lang == "zh"] for key, pair in CHOICES.get(kind, {}).items()}
        if kind == "category":
            options = {one.id: one.title[lang] for one in load.load().categories.values()}
        drawn = "".join(
            f'<option value="{escape(key)}">{escape(words)}</option>' for key, words in options.items()
        )
        return f'<select {named}><option value="">{_say("choose", lang)}</option>{drawn}</select>'
    more = ' inputmode="decimal"' if kind == "money" else ""
    return f'<input type="text" {named} maxlength="2000" autocomplete="off"{more}>'


def _field(field: Field, lang: str) -> str:
    name, kind, en, zh = field
    label = f'<label for="hc-{name}">{escape((en, zh)[lang == "zh"])}</label>'
    control = _control(field, lang, f"hc-{name}")
    parts = control + label if kind == "tick" else label + control
    return f'<p class="hc-field hc-field--{kind if kind in ("text", "tick", "date", "money", "line") else "choice"}" data-field="{name}">{parts}</p>'


def _list(name: str, lang: str) -> str:
    _, title, columns = LISTS[name]
    cells = []
    for column in columns:
        key, _, en, zh = column
        if name == "checks" and key in ("rule", "level", "match", "title"):
            cells.append(f'<span data-show="{key}"></span>')
        else:
            cells.append(
                f"<label><span>{escape((en, zh)[lang == 'zh'])}</span>{_control(column, lang, '')}</label>"
            )
    remove = (
        ""
        if name == "checks"
        else f'<button type="button" class="ha-link" data-remove>{_say("remove", lang)}</button>'
    )
    add = (
        ""
        if name == "checks"
        else f'<button type="button" class="ha-button ha-button--small" data-add>{_say("add", lang)}</button>'
    )
    row = f'<template><li class="hc-row">{"".join(cells)}{remove}</li></template>'
    return f'<fieldset class="hc-list" data-list="{name}"><legend>{escape(title[lang == "zh"])}</legend>{row}<ol></ol>{add}</fieldset>'


def _step(step: str, lang: str, root: str) -> str:
    fields = FIELDS[step]
    names = [field[0] for field in fields]
    cut = names.index(CLOCK) if CLOCK in names else len(fields)
    drawn = "".join(_field(field, lang) for field in fields[:cut])
    if cut < len(fields):
        late = "".join(_field(field, lang) for field in fields[cut:])
        drawn += f'<details class="hc-clock"><summary>{_say("clock", lang)}</summary><div class="hc-fields">{late}</div></details>'
    lists = "".join(_list(name, lang) for name, (home, _, _) in LISTS.items() if home == step)
    how = f'<p class="hc-how"><a href="{root}{PAGES[step]}">{_say("how", lang)}</a></p>'
    return (
        f'<section class="hc-step" data-step="{step}"><h2>{escape(STEPS[step][lang == "zh"])}</h2>{how}'
        f'<div class="hc-fields">{drawn}</div>{lists}</section>'
    )


def sheet(lang: str, root: str) -> str:
    """The element with its form. `root` leads from the page to the language root."""
    steps = "".join(_step(step, lang, root) for step in STEPS)
    return f'<ad-case data-state="idle"><form class="hc-sheet" autocomplete="off">{steps}</form></ad-case>'
