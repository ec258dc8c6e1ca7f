"""Blocks of a record as a Word file: the smallest valid .docx, byte for byte the same for the same blocks."""

from __future__ import annotations

import re
import struct
from binascii import crc32
from typing import Any

NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPES = (
    f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{MAIN}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{MAIN}.styles+xml"/></Types>'
)
RELS = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
DOCUMENT_RELS = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
)
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="999999"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
MARKS = {
    "same": "",
    "out": '<w:rPr><w:strike/><w:color w:val="B5301C"/></w:rPr>',
    "in": '<w:rPr><w:b/><w:u w:val="single"/></w:rPr>',
}


def _styles() -> str:
    def heading(level: int, size: int) -> str:
        return (
            f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
            f'<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="80"/>'
            f'<w:outlineLvl w:val="{level - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr></w:style>'
        )

    return (
        f"{HEAD}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:eastAsia="宋体" w:cs="Times New Roman"/><w:sz w:val="21"/>'
        '<w:lang w:val="en-GB" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:spacing w:after="80" w:line="300" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        + "".join(heading(level, size) for level, size in ((1, 36), (2, 28), (3, 24)))
        + "</w:styles>"
    )


def _escape(text: str) -> str:
    return NOT_XML.sub("\ufffd", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _run(text: str, properties: str = "") -> str:
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{_escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{properties}{lines}</w:r>"


def _paragraph(*runs: str, style: str = "") -> str:
    chosen = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{chosen}{''.join(runs)}</w:p>"


def _table(rows: list[list[str]], widths: list[int], *, headed: bool) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    out = []
    for number, row in enumerate(rows):
        cells = []
        for place, (cell, width) in enumerate(zip(row, widths, strict=True)):
            bold = "<w:rPr><w:b/></w:rPr>" if (number == 0 if headed else place == 0) else ""
            cells.append(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_paragraph(_run(cell, bold))}</w:tc>'
            )
        out.append(f"<w:tr>{''.join(cells)}</w:tr>")
    look = f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
    # Two tables that touch would become one.
    return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{''.join(out)}</w:tbl><w:p/>"


def _block(block: dict[str, Any]) -> str:
    if block["kind"] == "h":
        return _paragraph(_run(block["text"]), style=f"Heading{block['level']}")
    if block["kind"] == "p":
        return _paragraph(_run(block["text"]))
    if block["kind"] == "pairs":
        return _table(block["rows"], [2700, 6300], headed=False) if block["rows"] else ""
    if block["kind"] == "table":
        count = len(block["head"])
        return _table([block["head"], *block["rows"]], [9000 // count] * count, headed=True)
    return _paragraph(*(_run(text, MARKS[kind]) for kind, text in block["parts"]))


def _zip(files: dict[str, str]) -> bytes:
    """An archive without compression. Python's own module would triple what the page has to load."""
    out, index = b"", b""
    for name, text in files.items():
        data, path = text.encode(), name.encode()
        # version, UTF-8 names, stored, 1980-01-01, checksum, sizes, name length, no extra field
        common = struct.pack(
            "<HHHHHIIIHH", 20, 0x800, 0, 0, 0x21, crc32(data), len(data), len(data), len(path), 0
        )
        index += (
            b"PK\x01\x02"
            + struct.pack("<H", 20)
            + common
            + struct.pack("<HHHII", 0, 0, 0, 0, len(out))
            + path
        )
        out += b"PK\x03\x04" + common + path + data
    end = struct.pack("<HHHHIIH", 0, 0, len(files), len(files), len(index), len(out), 0)
    return out + index + b"PK\x05\x06" + end


def docx(blocks: list[dict[str, Any]]) -> bytes:
    """The Word file of these blocks (see case_record)."""
    page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1200" w:right="1450" w:bottom="1200" w:left="1450" w:header="700" w:footer="700" w:gutter="0"/></w:sectPr>'
    body = "".join(_block(block) for block in blocks)
    return _zip(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": RELS,
            "word/document.xml": f"{HEAD}<w:document {W}><w:body>{body}{page}</w:body></w:document>",
            "word/styles.xml": _styles(),
            "word/_rels/document.xml.rels": DOCUMENT_RELS,
        }
    )
