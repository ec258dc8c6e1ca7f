"""What can go wrong with what the user gives, and the words that say what to do next."""

from __future__ import annotations

WORDS = {
    "no-file": {
        "en": "{name}: no such file. Check the path, or use - to read from standard input.",
        "zh": "{name}：找不到文件。请检查路径；要从标准输入读取请用 -。",
    },
    "unreadable": {
        "en": "{name}: cannot be read ({why}). Check the permissions, or copy the file elsewhere.",
        "zh": "{name}：无法读取（{why}）。请检查权限，或把文件复制到别处再试。",
    },
    "binary": {
        "en": "{name}: this is not a text file. Save the copy as plain text (UTF-8); for a table use: adcheck batch.",
        "zh": "{name}：不是文本文件。请把文案另存为纯文本（UTF-8）；表格请用 adcheck batch。",
    },
    "encoding": {
        "en": "{name}:{line}: not valid {encoding}. Save the file as UTF-8, or name its encoding, e.g. --encoding gb18030.",
        "zh": "{name}:{line}：不是有效的 {encoding} 编码。请另存为 UTF-8，或用 --encoding 指明编码，例如 --encoding gb18030。",
    },
    "unknown-encoding": {
        "en": "There is no encoding called {encoding}. Try utf-8 or gb18030.",
        "zh": "没有名为 {encoding} 的编码。可用 utf-8 或 gb18030。",
    },
    "category": {
        "en": "There is no category {category}. Choose one of: {known}.",
        "zh": "没有类别 {category}。可选：{known}。",
    },
    "row-category": {
        "en": "{name}:{line}: there is no category {category}. Use one of: {known}.",
        "zh": "{name}:{line}：没有类别 {category}。可选：{known}。",
    },
    "column": {
        "en": "{name}: there is no column {column}. The columns are: {known}. Name one with --column.",
        "zh": "{name}：没有“{column}”这一列。现有列：{known}。请用 --column 指定。",
    },
    "which-column": {
        "en": "{name}: which column holds the copy? The columns are: {known}. Name one with --column.",
        "zh": "{name}：哪一列是文案？现有列：{known}。请用 --column 指定。",
    },
    "row": {
        "en": "{name}:{line}: {why}. Mend this line, then run again.",
        "zh": "{name}:{line}：{why}。请改正这一行后重新运行。",
    },
    "sheet": {
        "en": "{name}: cannot be read as an Excel workbook (.xlsx). Open it in Excel and save it as .xlsx or .csv.",
        "zh": "{name}：无法按 Excel 工作簿（.xlsx）读取。请在 Excel 中打开并另存为 .xlsx 或 .csv。",
    },
    "kind": {
        "en": "{name}: unknown kind of file. Use one of: {known}.",
        "zh": "{name}：不支持的文件类型。可用：{known}。",
    },
    "reason": {
        "en": "{name}:{line}: a finding may be set aside only with a reason: write «adcheck-ignore {rule}: why».",
        "zh": "{name}:{line}：搁置一处提示必须写明理由：adcheck-ignore {rule}: 理由。",
    },
    "no-rule": {
        "en": "There is no rule {rule}. List them with: adcheck rules.",
        "zh": "没有规则 {rule}。用 adcheck rules 查看全部规则。",
    },
    "no-law": {
        "en": "There is no provision {law}. An example of an id is adlaw-9-3.",
        "zh": "没有条文 {law}。编号示例：adlaw-9-3。",
    },
    "output": {
        "en": "{name}: cannot be written ({why}). Choose another place with -o.",
        "zh": "{name}：无法写入（{why}）。请用 -o 换一个位置。",
    },
    "data": {
        "en": "The checker's own data is damaged: {why}. Mend that file, or install the package again.",
        "zh": "检查程序自身的数据有误：{why}。请修正该文件，或重新安装。",
    },
    "house-toml": {
        "en": "{name}:{line}: not valid TOML. Write one [[word]] table per word, with words, level and reason.",
        "zh": "{name}:{line}：不是有效的 TOML。每个词写一个 [[word]]，列出 words、level、reason。",
    },
    "house-shape": {
        "en": "{name}: there is no list of words in it. Write one [[word]] table per word.",
        "zh": "{name}：里面没有用语表。每个词写一个 [[word]]。",
    },
    "house-columns": {
        "en": "{name}: there is no column “words”. The first line must name the columns: words,level,reason,instead.",
        "zh": "{name}：没有“词”这一列。第一行要写列名：词,级别,理由,改为。",
    },
    "house-words": {
        "en": "{name}:{line}: words are missing, or longer than {most} characters.",
        "zh": "{name}:{line}：没有写词，或者超过 {most} 个字。",
    },
    "house-level": {
        "en": "{name}:{line}: there is no level {level}. Use banned, proof or caution.",
        "zh": "{name}:{line}：没有“{level}”这个级别。可用：删、证、酌。",
    },
    "house-many": {
        "en": "{name}: more than {most} words. Keep the list to what your shop needs.",
        "zh": "{name}：超过 {most} 个词。请只保留本店用得着的。",
    },
    "case-json": {
        "en": "{name}: not a file of cases (it is not JSON). Choose a file that the workbook saved.",
        "zh": "{name}：不是案件文件（不是 JSON）。请选择工作簿导出的文件。",
    },
    "case-other": {
        "en": "{name}: this file was not written by the workbook. Choose a file that it saved.",
        "zh": "{name}：这不是工作簿导出的文件，请重新选择。",
    },
    "case-newer": {
        "en": "{name}: written by a newer version (schema {schema}). Reload the page or update adcheck, then try again.",
        "zh": "{name}：由更新的版本写成（结构版本 {schema}）。请刷新页面或更新 adcheck 后再试。",
    },
    "case-many": {
        "en": "{name}: more than {most} cases. Split the file.",
        "zh": "{name}：超过 {most} 件。请拆成几个文件。",
    },
    "case-entry": {
        "en": "{name}: entry {number} is not a case. Mend or remove it.",
        "zh": "{name}：第 {number} 项不是案件，请改正或删去。",
    },
    "case-none": {
        "en": "{name}: there is no case {id}. The cases are: {known}.",
        "zh": "{name}：没有案件 {id}。现有：{known}。",
    },
    "case-field": {
        "en": "There is no field {field}, or it cannot be {value}. Fields are listed with: adcheck case fields.",
        "zh": "没有“{field}”这一项，或者不能填“{value}”。用 adcheck case fields 查看全部项目。",
    },
    "amount": {
        "en": "“{given}” is not an amount. Write yuan in digits, such as 99 or 1200.50.",
        "zh": "“{given}”不是金额。请用数字写元，例如 99 或 1200.50。",
    },
    "usage": {
        "en": "{why}. See adcheck --help.",
        "zh": "{why}。用法见 adcheck --help。",
    },
}


class Problem(Exception):
    """Bad input. `key` is one of WORDS; `values` fill its sentence."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values

    def message(self, lang: str) -> str:
        return WORDS[self.key][lang].format(**self.values)
