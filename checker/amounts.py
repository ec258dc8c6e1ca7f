"""What a buyer may claim and what a regulator may fine, with the working. Money is counted in fen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MOST = 10**13  # fen: a hundred billion yuan, past any complaint
WAN = 10_000 * 100


class BadAmount(ValueError):
    """Not an amount of money. args[0] is what was given."""


def parse(text: object) -> int:
    """Fen from "99", "1,200.50", "￥99元"; "" is 0. Raises BadAmount for anything else."""
    given = str(text).strip()
    plain = given.replace(",", "").replace("，", "").replace(" ", "")
    plain = plain.removeprefix("¥").removeprefix("￥").removesuffix("元")
    whole, dot, part = plain.partition(".")
    if not plain:
        return 0
    digits = whole + part
    if not (digits.isascii() and digits.isdigit()) or len(part) > 2 or (dot and not part) or not whole:
        raise BadAmount(given)
    if len(whole) > 12:
        raise BadAmount(given)
    return int(whole) * 100 + int((part + "00")[:2])


def show(fen: int) -> str:
    """Yuan with separators, and fen only where there are any: 1,200 or 99.50."""
    yuan, rest = divmod(fen, 100)
    return f"{yuan:,}.{rest:02d}" if rest else f"{yuan:,}"


@dataclass(frozen=True, slots=True)
class Rule:
    """A claim: `times` × the price (or `loss_times` × the loss), at least `least` fen, on top of price and loss."""

    id: str
    times: int
    loss_times: int
    least: int
    laws: tuple[str, ...]
    title: Mapping[str, str]
    needs: Mapping[str, str]


RULES = (
    Rule(
        "mismatch", 0, 0, 0, ("cpl-24", "cpl-48", "cpl-52"),
        {"en": "Not as described", "zh": "与描述不符"},
        {"en": "The goods differ from the description. The seller pays the return freight.", "zh": "商品与描述不符；退货运费由商家承担。"},
    ),
    Rule(
        "fraud", 3, 0, 500_00, ("cpl-55", "civil-interp-21", "cpl-reg-49"),
        {"en": "Fraud: refund plus three times", "zh": "欺诈：退一赔三"},
        {"en": "Only where the seller deceived on purpose and the buyer bought because of it. A banned word alone is not fraud.", "zh": "商家故意告知虚假情况或者隐瞒真实情况，买家因此购买，才适用。仅仅用了违禁词，不等于欺诈。"},
    ),
    Rule(
        "food", 10, 3, 1000_00, ("food-law-148", "food-punitive-8", "food-punitive-12"),
        {"en": "Food below safety standards: plus ten times", "zh": "食品不符合安全标准：退一赔十"},
        {"en": "Against a seller only if it knew. An untrue ad for safe food is not this case. A buyer who knew: within reasonable daily need.", "zh": "对销售者，须明知。食品合格、只是广告不实的，不属于这一种。知假买假的，限于合理生活消费需要。"},
    ),
    Rule(
        "promise", 0, 0, 0, ("cpl-reg-12", "online-spc-10"),
        {"en": "Your own promise", "zh": "自己的承诺"},
        {"en": "As many times the price as you promised.", "zh": "承诺赔几倍，就按几倍赔。"},
    ),
)  # fmt: skip
_WORDS = {
    "price": {"en": "Price back: {a}", "zh": "退还价款：{a}"},
    "loss": {"en": "Loss made good: {a}", "zh": "赔偿损失：{a}"},
    "times": {"en": "{n} × {a} = {b}", "zh": "{a}×{n}＝{b}"},
    "of-loss": {"en": "{n} × the loss of {a} = {b}, which is more", "zh": "损失 {a}×{n}＝{b}，这个更高"},
    "least": {"en": "less than {a}, so {a}", "zh": "不足 {a}，按 {a}"},
    "sum": {"en": "Together: {a} yuan", "zh": "合计：{a} 元"},
}


def claim(rule: Rule, price: int, loss: int, lang: str, promised: int = 0) -> dict[str, Any]:
    """The sum under one rule, in fen, and the working in words. `promised`: times the price, by own promise."""

    def say(key: str, **values: object) -> str:
        return _WORDS[key][lang].format(**values)

    working = [say("price", a=show(price))]
    if loss:
        working.append(say("loss", a=show(loss)))
    times = promised if rule.id == "promise" else rule.times
    extra = times * price
    if times:
        working.append(say("times", n=times, a=show(price), b=show(extra)))
    if rule.loss_times * loss > extra:
        extra = rule.loss_times * loss
        working.append(say("of-loss", n=rule.loss_times, a=show(loss), b=show(extra)))
    if extra < rule.least:
        extra = rule.least
        working.append(say("least", a=show(extra)))
    total = price + loss + extra
    return {
        "id": rule.id,
        "title": rule.title[lang],
        "needs": rule.needs[lang],
        "laws": list(rule.laws),
        "extra": extra,
        "total": total,
        "shown": show(total),
        "working": [*working, say("sum", a=show(total))],
    }


@dataclass(frozen=True, slots=True)
class Fine:
    """What a breach may cost: `times` × the ad fee, or where no fee can be worked out `low` to `high` fen."""

    id: str
    times: tuple[int, int] | None
    low: int
    high: int
    law: str
    en: str
    zh: str


FINES = (
    Fine("false", (3, 5), 20 * WAN, 100 * WAN, "adlaw-55", "False or misleading ad", "虚假广告"),
    Fine("absolute", None, 20 * WAN, 100 * WAN, "adlaw-57", "Absolute words and the rest of arts. 9 and 10", "绝对化用语及第九条、第十条的其他禁止情形"),
    Fine("medical", (1, 3), 10 * WAN, 20 * WAN, "adlaw-58", "Medical wording on ordinary goods", "普通商品使用医疗用语"),
    Fine("unclear", None, 0, 10 * WAN, "adlaw-59", "Source missing, unclear, belittling others", "没写出处、表述不清、贬低他人"),
    Fine("not-ad", None, 0, 100 * WAN, "aucl-25", "False promotion that is not an ad", "不是广告的虚假宣传"),
)  # fmt: skip
FINE_WORDS = {
    "fee": {"en": "{low}–{high} × the ad fee of {fee}: {a} to {b} yuan", "zh": "广告费用 {fee} 元的 {low}～{high} 倍：{a}～{b} 元"},
    "range": {"en": "{a} to {b} yuan", "zh": "{a}～{b} 元"},
    "upto": {"en": "up to {b} yuan", "zh": "{b} 元以下"},
    "or": {"en": "; where the fee cannot be worked out or is clearly too low: ", "zh": "；费用无法计算或者明显偏低的："},
}  # fmt: skip


def fine(one: Fine, fee: int, lang: str) -> dict[str, Any]:
    """The range for one breach without aggravation, for orientation. `fee`: ad fee in fen, 0 if unknown."""
    flat = FINE_WORDS["range" if one.low else "upto"][lang].format(a=show(one.low), b=show(one.high))
    said = flat
    if one.times and fee:
        low, high = one.times
        values = {"low": low, "high": high, "fee": show(fee), "a": show(low * fee), "b": show(high * fee)}
        said = FINE_WORDS["fee"][lang].format(**values) + FINE_WORDS["or"][lang] + flat
    return {"id": one.id, "title": {"en": one.en, "zh": one.zh}[lang], "range": said, "laws": [one.law]}


def work_out(asked: Mapping[str, object], lang: str) -> dict[str, Any]:
    """All claims and fines for {"price", "loss", "times", "fee"} as typed. Raises BadAmount."""
    price, loss, fee = (parse(asked.get(key, "")) for key in ("price", "loss", "fee"))
    times = parse(asked.get("times", "")) // 100
    claims = [claim(rule, price, loss, lang, times) for rule in RULES if rule.id != "promise" or times]
    return {"claims": claims, "fines": [fine(one, fee, lang) for one in FINES]}
