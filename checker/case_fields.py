"""What a case is made of: its steps, fields, lists and choices, with their names in both languages.

The page's form, the printed sheet, the exported record and the check of an imported file are all drawn
from this table. A field: (name, kind, English, Chinese); kind is line, text, date, money, tick, or the
name of a set of choices.
"""

from __future__ import annotations

Pair = tuple[str, str]
Field = tuple[str, str, str, str]

STEPS: dict[str, Pair] = {
    "case": ("The complaint", "投诉情况"),
    "examine": ("1. Check yourself", "第一步 自查"),
    "contact": ("2. Contact the buyer", "第二步 联系买家"),
    "talk": ("3. Talk and settle", "第三步 协商"),
    "cause": ("4. Find the cause", "第四步 查原因"),
    "rectify": ("5. Put it right", "第五步 整改"),
    "learn": ("6. Learn", "第六步 改进"),
}
PAGES = {
    "case": "procedure/",
    "examine": "procedure/1-examine/",
    "contact": "procedure/2-contact/",
    "talk": "procedure/3-talk/",
    "cause": "procedure/4-cause/",
    "rectify": "procedure/5-rectify/",
    "learn": "procedure/6-learn/",
}

CHOICES: dict[str, dict[str, Pair]] = {
    "route": {
        "shop": ("To the shop: chat, phone, after-sales", "找店铺：聊天、电话、售后"),
        "platform": ("Through the platform", "平台介入"),
        "12315": ("12315 or regulator, complaint", "12315 或监管部门，投诉"),
        "report": ("Regulator, report", "监管部门，举报"),
        "penalty": ("Penalty notice", "行政处罚告知书"),
        "court": ("Court", "法院"),
    },
    "outcome": {
        "A": ("A: founded", "甲：属实"),
        "B": ("B: partly founded", "乙：部分属实"),
        "C": ("C: not founded", "丙：不属实"),
        "D": ("D: cannot be told yet", "丁：暂时说不清"),
    },
    "is_ad": {
        "yes": ("Yes, our own ad", "是，自行发布的广告"),
        "no": ("No: chat, label data, a review …", "不是：聊天、标签内容、评价等"),
        "unsure": ("Not sure", "说不准"),
    },
    "verdict": {
        "true": ("True, and I have proof", "属实，有证明"),
        "wrong": ("Wrong", "不属实或不该用"),
        "not-meant": ("Not what the buyer means", "不是买家说的那句"),
    },
    "offer_kind": {
        "return": ("Return and refund", "退货退款"),
        "difference": ("Price difference", "补差价"),
        "exchange": ("Replacement", "换货"),
        "repair": ("Repair", "修理"),
        "compensation": ("Compensation", "补偿"),
        "explain": ("Explanation with proof, no payment", "说明并附证明，不涉及付款"),
    },
    "goods": {"back": ("Goods come back", "退回"), "stay": ("Buyer keeps the goods", "不退回")},
    "freight": {"seller": ("Seller", "商家"), "buyer": ("Buyer", "买家")},
    "reply": {
        "agreed": ("Agreed", "同意"),
        "refused": ("Refused", "不同意"),
        "silent": ("No answer", "没有回复"),
    },
    "source": {
        "supplier": ("Supplier's text or pack", "供应商资料、包装"),
        "design": ("Designer or agency", "设计、代运营"),
        "live": ("Said live, not in the script", "直播口头说的"),
        "service": ("Customer service", "客服说的"),
        "machine": ("Machine translation or text generator", "机器翻译、文案工具"),
        "template": ("Template or another shop", "模板、同行"),
        "expired": ("Once true, now out of date", "以前属实，现已过期"),
        "other": ("Other", "其他"),
    },
    "breach": {
        "false": ("Untrue or misleading, and it matters", "虚假或者引人误解，影响购买"),
        "absolute": ("Absolute word for the goods", "绝对化用语"),
        "medical": ("Medical wording on ordinary goods", "普通商品使用医疗用语"),
        "unclear": ("Source missing, unclear, belittling", "没写出处、表述不清、贬低他人"),
        "not-ad": ("False promotion that is not an ad", "不是广告的虚假宣传"),
        "none": ("No breach found", "未发现违法"),
    },
    "place": {
        "title": ("Title and keywords", "标题、关键词"),
        "picture": ("Main picture", "主图"),
        "detail": ("Detail page", "详情页"),
        "video": ("Short video", "短视频"),
        "live": ("Live script or clip", "直播脚本、切片"),
        "service": ("Customer-service replies", "客服快捷回复"),
        "paid": ("Paid placement", "付费推广"),
        "parcel": ("Pack or card in the parcel", "包装、包裹卡片"),
        "shop": ("Another shop or account", "其他店铺、账号"),
        "listing": ("Another listing", "其他商品链接"),
    },
    "level": {"banned": ("Remove", "删"), "proof": ("Prove", "证"), "caution": ("Weigh", "酌")},
}

FIELDS: dict[str, tuple[Field, ...]] = {
    "case": (
        ("title", "line", "Name of this case", "案件名称"),
        ("received", "date", "Complaint came on", "收到投诉日期"),
        ("route", "route", "It came", "投诉渠道"),
        ("platform", "line", "Platform", "平台"),
        ("order", "line", "Order number", "订单号"),
        ("bought", "date", "Bought on", "购买日期"),
        ("product", "line", "Product", "商品名称"),
        ("item", "line", "Item ID or link", "商品 ID 或链接"),
        ("category", "category", "What is sold", "商品类别"),
        ("price", "money", "Price paid, yuan", "已付价款（元）"),
        ("loss", "money", "Loss the buyer shows, yuan", "买家能证明的损失（元）"),
        ("number", "line", "Complaint or case number", "投诉编号、案号"),
        ("office", "line", "Office or court", "承办单位"),
        ("shop", "line", "Shop and business name", "店铺及主体名称"),
        ("person", "line", "Person in charge", "经办人"),
        ("said", "text", "What the buyer says, in the buyer's words", "买家怎么说（原话）"),
        ("claim", "line", "The words complained of", "被投诉的那句话"),
        ("copy", "text", "The copy they stand in", "整段文案"),
        ("promised", "date", "Next answer promised for", "约定答复日期"),
        ("platform_set", "date", "Answer due under the platform's rules", "平台规则确定的答复截止日"),
        ("office_set", "date", "Papers due at the office", "监管部门要求交材料的截止日"),
        ("odr", "date", "Negotiation on 12315 opened", "12315 在线协商开始日"),
        ("filed", "date", "Office got the complaint", "监管部门收到投诉日"),
        ("accepted", "date", "Office accepted the complaint", "投诉受理日"),
        ("ended", "date", "Office ended the mediation", "终止调解决定日"),
        ("reported", "date", "Office got the report", "监管部门收到举报日"),
        ("opened", "date", "Penalty case opened", "立案日"),
        ("notice", "date", "Penalty notice served", "行政处罚告知书送达日"),
        ("decision", "date", "Penalty decision served", "行政处罚决定书送达日"),
        ("review", "date", "Reconsideration decision served", "复议决定书收到日"),
        ("suit", "date", "Suit served", "起诉状副本收到日"),
        ("judgment", "date", "Judgment served", "判决书送达日"),
    ),
    "examine": (
        ("saved_page", "tick", "Page, pictures and video saved as they stood", "页面、图片、视频已按原样留底"),
        ("saved_order", "tick", "Order, page snapshot and chat saved", "订单、页面快照、聊天记录已留底"),
        ("saved_where", "line", "Where the copies lie, who saved them, when", "留底存放处、经办人、时间"),
        ("sentence", "text", "The complaint in one sentence", "投诉写成一句话"),
        ("is_ad", "is_ad", "Is it an ad?", "是不是广告"),
        ("fact", "text", "What is in fact so", "实际情况"),
        ("proof", "text", "Proof in hand: report, certificate, source", "手里的证明：报告、证书、出处"),
        ("outcome", "outcome", "Finding", "结论"),
        ("offline", "date", "Taken offline, after saving, on", "留底后下线日期"),
    ),
    "contact": (
        ("checked", "line", "Already checked", "已核实的事项"),
        ("waiting", "line", "Still open", "未核实的事项"),
        ("waiting_for", "line", "Waiting for", "在等谁的材料"),
        ("wanted", "text", "What the buyer wants", "买家想要什么"),
        ("restated", "tick", "Complaint repeated in the buyer's words, and the buyer agreed", "已复述问题，买家认可"),
    ),
    "talk": (
        ("asked", "date", "Buyer asked for it on", "买家提出要求的日期"),
        ("returned", "date", "Goods came back on", "收到退回商品日期"),
        ("times", "line", "Own promise: how many times the price", "自己承诺赔几倍"),
        ("fee", "money", "Ad fee, yuan (for the range of a fine)", "广告费用（元，用于估算罚款范围）"),
        ("offer_kind", "offer_kind", "Offer", "方案"),
        ("offer", "line", "Offer in words", "方案说明"),
        ("pay", "money", "Amount, yuan", "金额（元）"),
        ("pay_by", "date", "To be paid by", "付款截止日"),
        ("goods", "goods", "Goods", "商品"),
        ("freight", "freight", "Return freight paid by", "退货运费由谁承担"),
        ("reply", "reply", "The buyer's answer", "买家答复"),
        ("paid", "date", "Paid on", "付款日期"),
        ("paid_proof", "line", "Proof of payment, or why not paid", "付款凭证，或未付原因"),
        ("clean", "tick", "Nothing in it touches reviews, complaints or reports", "内容不涉及评价、投诉、举报"),
    ),
    "cause": (
        ("source", "source", "Where the words came from", "这句话从哪儿来"),
        ("breach", "breach", "Kind of claim", "属于哪一类"),
        ("online_from", "date", "Online since", "上线日期"),
        ("taken_down", "date", "Gone everywhere on (end of publication)", "全部下线日期（发布终了）"),
        ("views", "line", "Views in that time", "期间浏览量"),
        ("orders", "line", "Orders in that time", "期间成交量"),
        ("cause", "text", "The cause: the words came from …, because …, and nobody stopped them because …", "原因：这句话来自……，因为……；没有被拦下，是因为……"),
    ),
    "rectify": (
        ("after", "text", "The new copy", "改后的文案"),
        ("reader", "line", "Second reader, who holds the papers", "复核人（手里有证明材料）"),
        ("corrected", "date", "Corrected everywhere on", "全部改正日期"),
        ("told", "date", "Affected buyers told on", "告知受影响买家日期"),
        ("answered", "date", "Platform or office answered on", "答复平台、监管部门日期"),
        ("answered_proof", "line", "Proof of that", "答复凭证"),
    ),
    "learn": (
        ("happened", "text", "What happened, for the team, no names", "发生了什么（给团队看，不点名）"),
        ("change", "text", "What changes", "以后怎么做"),
        ("owner", "line", "Who sees to it", "谁负责"),
        ("change_by", "date", "By when", "完成日期"),
        ("phrase", "line", "Words for the shop's own list", "加入本店用语表的词"),
        ("phrase_level", "level", "Level", "级别"),
        ("phrase_reason", "line", "Reason", "理由"),
        ("phrase_instead", "line", "Say instead", "改为"),
        ("closed", "date", "Case closed on", "结案日期"),
    ),
}  # fmt: skip

LISTS: dict[str, tuple[str, Pair, tuple[Field, ...]]] = {
    "checks": (
        "examine",
        ("What the checker asks", "检查提示核对"),
        (
            ("rule", "line", "Rule", "规则"),
            ("level", "level", "Level", "级别"),
            ("match", "line", "Words", "原话"),
            ("title", "line", "About", "事项"),
            ("verdict", "verdict", "Your answer", "核对结果"),
            ("proof", "line", "Proof or note", "证明或说明"),
        ),
    ),
    "contacts": (
        "contact",
        ("Contacts", "沟通记录"),
        (
            ("at", "line", "When", "时间"),
            ("way", "line", "How", "方式"),
            ("said", "text", "What was said and promised", "说了什么、约定了什么"),
        ),
    ),
    "places": (
        "cause",
        ("Places", "位置清单"),
        (
            ("kind", "place", "Place", "位置"),
            ("where", "line", "Which", "具体位置"),
            ("text", "line", "Words there", "原文"),
            ("saved", "tick", "Saved", "已留底"),
            ("fixed", "date", "Corrected on", "改正日期"),
            ("proof", "line", "Evidence", "证据"),
        ),
    ),
}
STEP_NAMES = tuple(STEPS)
ALL = {field[0]: field for fields in FIELDS.values() for field in fields}


def choice(kind: str, value: str, lang: str) -> str:
    """A chosen value in words; the value itself where it is no known choice."""
    pair = CHOICES.get(kind, {}).get(value)
    return pair[lang == "zh"] if pair else value
