"""Which organ issued a report, by its full official name as the document prints it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from pipeline.documents import Document, Table
from pipeline.reading import signature

PUBLISHER_LABEL = re.compile(
    r"(?:发\s*布\s*机\s*构|发\s*布\s*单\s*位|发\s*文\s*机\s*关|发\s*布\s*机\s*关|公\s*开\s*主\s*体|责\s*任\s*部\s*门|信\s*息\s*来\s*源"
    r"|文\s*章\s*来\s*源|来\s*源)"
    r"\s*[：:\]】]?\s*(?=([^\s|【\[]*))"
)
MEDIA = re.compile("融媒|传媒|新闻(?:网|中心)|日报|晚报|报社|电视台|广播电台")
"""They publish what others issue."""
PUBLISHER_METAS = ("contentsource", "source", "author")
_SAYING = r"报告|公布|发布|现将|根据|编制(?!委员会)"
COMPILED_BY = re.compile(
    rf"(?:由|^|[，。]|公布|发布|现将|编制)((?:(?!{_SAYING})[^，。；：、\s《》“”]){{3,40}}?)(?:根据|依据|按照|负责)?"
    r"(?:特?编制(?!委员会)|《|20\d\d年度?(?=政府信息|政务|信息公开))"
)
"""现由某局编制, 特编制某局2024年政府信息公开年度报告, 由某局根据《…》."""
SITE_WORDS = re.compile(r"(?:政府)?(?:门户)?网站?$|(?:政务)?(?:信息)?公开(?:平台|网)?$")
BARE_PLACE = re.compile(r".*(?:省|市|县|区|旗|州|镇|乡|苏木)$")
STREET = re.compile(r".*(?:街道|街)$")
COMPLETE = re.compile(
    r".*(?:人民政府|局|委员会|管委会|办公室|办公厅|办事处|厅|院|中心|公司|联合会|总队|支队|大队)$"
)
UNNAMED = re.compile(r"[省市州县区旗镇乡][^市县区旗镇乡]")
"""市应急局, 县政府办: a kind of place and no name."""
ABBREVIATED_ENDS = "委办"  # 卫健委: 卫生健康委员会; 政府办: 人民政府办公室
SHORT_LINE = 60
HEAD_LINES = 6


@dataclass(frozen=True, slots=True)
class Named:
    """The issuer's name, and a note if it had to be completed or is not that of the title."""

    name: str | None
    note: str | None = None


def find(document: Document, title_issuer: str | None, body: Sequence[str]) -> Named:
    """The issuer that the title names, in the fullest form in which title lines, head table, meta tags, signature
    or body print that same name; without one in the title, the first that those sources give."""
    printed = list(dict.fromkeys(_printed(document, body)))
    if title_issuer is None:
        name = next(iter(printed), None) or _site(document)
        return Named(
            name, f"the title names no issuer; {name} is the first that the page names" if name else None
        )
    fuller = [name for name in printed if _is_fuller(name, title_issuer)]
    if fuller:
        return Named(max(fuller, key=len))
    return _completed(title_issuer)


def _printed(document: Document, body: Sequence[str]) -> Iterable[str]:
    """Names of organs by source, the most trusted first."""
    yield from (_squeeze(line) for line in body[:HEAD_LINES] if signature.is_organ(line))
    signed, _ = signature.find(body)
    yield from _organs([signed] if signed else [])
    compilers = (match[1] for line in body[:HEAD_LINES] for match in COMPILED_BY.finditer(line))
    yield from _organs(name for name in compilers if not UNNAMED.match(name))
    of_metas = (document.metadata[name] for name in PUBLISHER_METAS if name in document.metadata)
    publishers = chain(_head_table(document.blocks), of_metas)
    yield from _organs(name for name in publishers if not MEDIA.search(name))


def _organs(names: Iterable[str]) -> Iterable[str]:
    return (_squeeze(name) for name in names if signature.is_organ(name))


def _head_table(blocks: Iterable[str | Table]) -> Iterable[str]:
    """What stands behind a label such as 发布机构, in its line or cell or in the next."""
    return (label[1] for label in PUBLISHER_LABEL.finditer("\n".join(_short_lines(blocks))))


def _short_lines(blocks: Iterable[str | Table]) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, str):
            if len(block) <= 5 * SHORT_LINE:
                lines.append(block.strip())
        else:
            texts = [cell.text.strip() for row in block.rows for cell in row]
            lines += [text for text in texts if 0 < len(text) <= SHORT_LINE]
    return lines


def _is_fuller(name: str, short: str) -> bool:
    if name == short:
        return True
    if BARE_PLACE.fullmatch(short):
        return name.endswith(short + "人民政府")
    if STREET.fullmatch(short):
        return name.endswith(("街道办事处", "街道")) and _is_within(short, name)
    if short.endswith("政府") and not short.endswith("人民政府"):
        return name.endswith(short.removesuffix("政府") + "人民政府")
    if UNNAMED.match(short) or not COMPLETE.fullmatch(short):
        same_kind = name[-1] == short[-1] or short[-1] in ABBREVIATED_ENDS
        return COMPLETE.fullmatch(name) is not None and same_kind and _is_within(short, name)
    return name.endswith(short) and short not in name[: -len(short)]


def _is_within(short: str, name: str) -> bool:
    """All characters of ``short`` stand in ``name``, in order."""
    rest = iter(name)
    return all(character in rest for character in short)


def _completed(short: str) -> Named:
    """A place is named for its government; the office behind it follows from the kind of place."""
    if BARE_PLACE.fullmatch(short) and len(short) > 2:
        return Named(short + "人民政府", f"the issuer is printed as {short}; read as {short}人民政府")
    if short.endswith("街道"):
        return Named(short + "办事处", f"the issuer is printed as {short}; read as {short}办事处")
    if re.fullmatch(r".{2,}[省市县区旗州镇乡]政府", short):
        name = short.removesuffix("政府") + "人民政府"
        return Named(name, f"the issuer is printed as {short}; read as {name}")
    return Named(short)


def _site(document: Document) -> str | None:
    name = SITE_WORDS.sub("", _squeeze(document.metadata.get("sitename", "")))
    return name if signature.is_organ(name) else None


def _squeeze(name: str) -> str:
    return "".join(name.split())
