"""Rules on texts: in one Unicode form, of whole letters, without marks that nobody sees."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zoneplan.checks.wording import listed, shown, the_one
from zoneplan.finding import Place, check
from zoneplan.language import Text, normalised

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import pandas as pd

    from zoneplan.plan import Plan

_Told = tuple[str, str, "list[str]", str]

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)
"""Control characters but tab and line end; soft hyphen; marks without width or for direction."""

_CONTINUED = "".join(
    dict.fromkeys(
        letter
        for byte in range(0x80, 0xC0)
        for codec in ("latin-1", "cp1252", "cp1258")
        if (letter := bytes([byte]).decode(codec, "replace")) != "\ufffd"
    )
)
"""What a second or third byte of UTF-8 looks like when it is read as a Western code page."""
_NO_QUOTES = "".join(mark for mark in _CONTINUED if mark not in "‘’“”–—…\u00a0")
_GARBLED = re.compile(
    f"[ÂÃĂ][{re.escape(_NO_QUOTES)}]|[ÄÅÆ][{re.escape(_CONTINUED)}]"
    f"|á[º»][{re.escape(_CONTINUED)}]|â€[{re.escape(_CONTINUED)}]"
    "|\ufffd"
    "|(?<=[^\\W\\d_])[¡-©«-®¶-¸»-¾](?=[^\\W\\d_])|(?:^|(?<=\\s))[§®](?=[^\\W\\d_]|×)"
    "|[aeoAEO][âäåøÂÄÅØ]"
)
"""UTF-8 read as another code page; a lost letter; TCVN3 (a sign inside a word); VNI (two vowels
of which no Vietnamese syllable is made)."""


@check(
    "text-not-nfc",
    "warning",
    vi="Chữ phải ở dạng Unicode dựng sẵn (NFC).",
    en="A text is in composed Unicode (NFC).",
)
def text_not_nfc(plan: Plan) -> Iterator[Place]:
    """Find texts whose letters are composed of several signs, so that searching misses them."""
    for layer, column, codes, example in _texts(plan, lambda text: normalised(text) != text):
        yield Place(
            layer=layer,
            code=the_one(codes),
            message=Text(
                vi=f"{listed(codes)}: cột {column} có chữ ở dạng tổ hợp, ví dụ {example}. Hãy gõ "
                "lại bằng Unicode dựng sẵn.",
                en=f"{listed(codes)}: {column} holds decomposed letters, as in {example}. Type it "
                "again in composed Unicode.",
            ),
        )


@check(
    "text-garbled",
    "warning",
    vi="Chữ không được vỡ vì đọc sai bảng mã.",
    en="A text is not garbled by a wrong code page.",
)
def text_garbled(plan: Plan) -> Iterator[Place]:
    """Find UTF-8 read as Windows-1252 or 1258, remains of TCVN3 and VNI, and lost letters."""
    for layer, column, codes, example in _texts(plan, _is_garbled):
        yield Place(
            layer=layer,
            code=the_one(codes),
            message=Text(
                vi=f"{listed(codes)}: cột {column} có chữ vỡ, ví dụ {example}. Hãy nhập lại từ tệp "
                "gốc với đúng bảng mã.",
                en=f"{listed(codes)}: {column} holds garbled text, as in {example}. Bring it in "
                "again from the original with the right code page.",
            ),
        )


@check(
    "text-unseen-characters",
    "warning",
    vi="Chữ không chứa ký tự điều khiển hay ký tự ẩn.",
    en="A text holds no control character and no mark that nobody sees.",
)
def text_unseen_characters(plan: Plan) -> Iterator[Place]:
    """Find control characters, and marks without width or that turn the direction of writing."""
    for layer, column, codes, example in _texts(plan, _UNSEEN.search):
        yield Place(
            layer=layer,
            code=the_one(codes),
            message=Text(
                vi=f"{listed(codes)}: cột {column} có ký tự điều khiển hoặc ký tự ẩn, ví dụ "
                f"{example}. Hãy xóa các ký tự này.",
                en=f"{listed(codes)}: {column} holds control characters or unseen marks, as in "
                f"{example}. Remove them.",
            ),
        )


def _is_garbled(text: str) -> bool:
    return not text.isascii() and _GARBLED.search(text) is not None


def _texts(plan: Plan, is_bad: Callable[[str], object]) -> Iterator[_Told]:
    """Find columns with bad texts: the layer, the column, the codes of the rows, an example."""
    for name, stored in plan.stored():
        key = plan.catalogue.layers[name.rpartition("/")[2]].key
        for column in stored.frame.columns.drop("geometry", errors="ignore"):
            bad = _bad_values(stored.frame[column], is_bad)
            if bad:
                rows = stored.frame[column].isin(bad)
                codes = [shown_key(code) for code in stored.frame.loc[rows, key]]
                yield name, str(column), codes, shown(min(bad))


def _bad_values(values: pd.Series, is_bad: Callable[[str], object]) -> list[str]:
    if values.dtype.kind in "fiub":
        return []
    distinct: Iterable[object] = values.dropna().unique()
    return [text for text in distinct if isinstance(text, str) and is_bad(text)]


def shown_key(code: object) -> str:
    """Return a key as it can be shown; a question mark where it is empty."""
    return _UNSEEN.sub("\ufffd", code) if isinstance(code, str) else "?"
