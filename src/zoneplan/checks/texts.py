"""Rules on texts: in one Unicode form, of whole letters, without marks that nobody sees."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from zoneplan.checks.wording import listed, shown, the_one
from zoneplan.finding import Place, check
from zoneplan.language import Text, normalised

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

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
    "|[aeoAEO][âäåøÂÄÅØ]|[aeuAEU][ûõÛÕ]|[aeAE][ùÙ]|[eE][ãÃ](?![oO])"
    "|(?:^|(?<=\\s))[^\\W\\d_]+\\?[^\\W\\d_]+(?=[\\s,.;:)]|$)"
)
"""UTF-8 read as another code page; a lost letter, or a question mark in place of one; TCVN3 (a
sign inside a word); VNI (two vowels of which no Vietnamese syllable is made)."""


class _Written(NamedTuple):
    """A column of a layer, with the keys of its rows and each text that it holds, once."""

    layer: str
    keys: pd.Series
    values: pd.Series
    distinct: tuple[str, ...]


def written(plan: Plan) -> tuple[_Written, ...]:
    """Return the columns of all layers, tables and histories that hold texts."""
    found = (
        _Written(name, stored.frame[key], column, _texts_of(column))
        for name, stored in plan.stored()
        for key in [plan.catalogue.layers[name.rpartition("/")[2]].key]
        for _, column in stored.frame.drop(columns="geometry", errors="ignore").items()
    )
    return tuple(each for each in found if each.distinct)


def _texts_of(column: pd.Series) -> tuple[str, ...]:
    if column.dtype.kind in "fiub":
        return ()
    return tuple(dict.fromkeys(text for text in column if isinstance(text, str)))


@check(
    "text-not-nfc",
    "warning",
    vi="Chữ phải ở dạng Unicode dựng sẵn (NFC).",
    en="A text is in composed Unicode (NFC).",
    asks=written,
)
def text_not_nfc(columns: Sequence[_Written]) -> Iterator[Place]:
    """Find texts whose letters are composed of several signs, so that searching misses them."""
    for layer, column, codes, example in _bad(columns, lambda text: normalised(text) != text):
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
    asks=written,
)
def text_garbled(columns: Sequence[_Written]) -> Iterator[Place]:
    """Find UTF-8 read as Windows-1252 or 1258, remains of TCVN3 and VNI, and lost letters."""
    for layer, column, codes, example in _bad(columns, _is_garbled):
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
    asks=written,
)
def text_unseen_characters(columns: Sequence[_Written]) -> Iterator[Place]:
    """Find control characters, and marks without width or that turn the direction of writing."""
    for layer, column, codes, example in _bad(columns, _UNSEEN.search):
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
    return (not text.isascii() or "?" in text) and _GARBLED.search(text) is not None


def _bad(columns: Sequence[_Written], is_bad: Callable[[str], object]) -> Iterator[_Told]:
    """Find columns with bad texts: the layer, the column, the codes of the rows, an example."""
    for layer, keys, values, distinct in columns:
        bad = [text for text in distinct if is_bad(text)]
        if bad:
            codes = [shown_key(code) for code in keys.loc[values.isin(bad)]]
            yield layer, str(values.name), codes, shown(min(bad))


def shown_key(code: object) -> str:
    """Return a key as it can be shown; a question mark where it is empty."""
    return _UNSEEN.sub("\ufffd", code) if isinstance(code, str) else "?"
