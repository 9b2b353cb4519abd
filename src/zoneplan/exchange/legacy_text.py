"""Vietnamese text of the time before Unicode: TCVN3 (ABC) and VNI-Windows.

Such text is bytes that only a font of its own shows rightly; read as Windows-1252 it looks like
`Khu c«ng nghiÖp` (TCVN3) or `Khu coâng nghieäp` (VNI). It is recognised by its words: they are no
Vietnamese syllables as they stand, and are when decoded. Source of the tables: TCVN 5712:1993,
VN3, and the fonts of VNI. TCVN3 keeps capitals with marks in fonts of their own (`.VnTimeH`), as
small letters; they come back small.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Literal, get_args

from zoneplan.language import normalised

if TYPE_CHECKING:
    from collections.abc import Iterable

Encoding = Literal["tcvn3", "vni"]
ENCODINGS: tuple[Encoding, ...] = get_args(Encoding)

_TCVN3_FIRST = 0xA1
_TCVN3 = (
    "ĂÂÊÔƠƯĐăâêôơưđ" + "\0" * 6 + "àảãáạ\0ằẳẵắ" + "\0" * 7 + "ặầẩẫấậè\0ẻẽéẹềểễếệìỉ"
    "\0\0\0ĩíịò\0ỏõóọồổỗốộờởỡớợù\0ủũúụừửữứựỳỷỹýỵ"
)
"""From byte 0xA1 on, ư in 0xAD, the soft hyphen; a NUL where VN3 has no letter."""

_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_CIRCUMFLEX = {"á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVE = {"é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_SINGLE = {"ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_SINGLE |= {"ñ": "đ"}

_ONSETS = "ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx]"
_NUCLEI = (
    "oai|oay|oeo|oao|uây|uôi|uyê|uya|uyu|iêu|yêu|ươi|ươu|"
    "oa|oă|oe|oo|ua|uâ|uê|uô|uơ|uy|ưa|ươ|ưi|ưu|ia|iê|yê|iu|êu|eo|ao|au|âu|ay|ây|ai|oi|ôi|ơi|ui|"
    "[aăâeêioôơuưy]"
)
_SYLLABLE = re.compile(f"(?:{_ONSETS})?(?:{_NUCLEI})(?:ch|nh|ng|[cmnpt])?")
_TONE_MARKS = dict.fromkeys(map(ord, _TONES.values()))
_WORD = re.compile(r"[^\W\d_]+")
_MOJIBAKE_WORD = re.compile(r"[A-Za-z\u00a1-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e]+")
_ENOUGH = 0.8
_TOO_FEW = 0.5


def recognised(values: Iterable[object]) -> Encoding | None:
    """Return the old encoding in which the texts of a column are, None for any other text.

    At least one word must turn from no Vietnamese syllable into one, four in five words with
    letters beyond ASCII must be syllables when decoded, and fewer than half as they stand.
    """
    texts = {value for value in values if isinstance(value, str) and not value.isascii()}
    best = max(ENCODINGS, key=lambda each: _share_of_syllables(texts, each))
    if _share_of_syllables(texts, best) < _ENOUGH or _share_of_syllables(texts, None) >= _TOO_FEW:
        return None
    return best


def decoded(text: str, encoding: Encoding) -> str:
    """Return the text in Unicode (NFC); letters that the encoding does not know stay as they are.

    `text` is what the bytes are in Windows-1252 or ISO 8859-1.
    """
    if encoding == "tcvn3":
        return normalised(text.translate(_tcvn3_letters()))
    pairs, pattern = _vni_letters()
    return normalised(pattern.sub(lambda found: pairs[found.group()], text))


@cache
def _tcvn3_letters() -> dict[int, str]:
    return {at: letter for at, letter in enumerate(_TCVN3, _TCVN3_FIRST) if letter != "\0"}


@cache
def _vni_letters() -> tuple[dict[str, str], re.Pattern[str]]:
    """Return the letters of VNI, of one character or of two, and the pattern that finds them."""
    pairs = dict(_VNI_SINGLE)
    pairs |= {base + key: base + mark for base in "aeouy" for key, mark in _TONES.items()}
    for horned, letter in (("ô", "ơ"), ("ö", "ư")):
        pairs |= {horned + key: letter + mark for key, mark in _TONES.items()}
    for base in "aeo":
        pairs |= {base + key: base + "\u0302" + mark for key, mark in _CIRCUMFLEX.items()}
        pairs[base + "â"] = base + "\u0302"
    pairs |= {"a" + key: "a\u0306" + mark for key, mark in _BREVE.items()} | {"aê": "ă"}
    pairs = {key: normalised(value) for key, value in pairs.items()}
    capitals = {key.upper(): value.upper() for key, value in pairs.items()}
    titles = {key[0].upper() + key[1:]: value.upper() for key, value in pairs.items()}
    letters = pairs | titles | capitals
    longest_first = sorted(letters, key=len, reverse=True)
    return letters, re.compile("|".join(longest_first))


def _share_of_syllables(texts: Iterable[str], encoding: Encoding | None) -> float:
    """Return which part of the words beyond ASCII are syllables, as they stand or decoded."""
    words = {word for text in texts for word in _words(text)}
    if not words:
        return 0.0
    if encoding is None:
        return sum(_is_syllable(word) for word in words) / len(words)
    decoded_words = [
        decoded(word, encoding) for word in words if _MOJIBAKE_WORD.fullmatch(word) is not None
    ]
    good = sum(_is_syllable(word) and not word.isascii() for word in decoded_words)
    return good / len(words)


def _words(text: str) -> list[str]:
    """Return the words that hold a letter beyond ASCII; signs of Latin-1 count as letters."""
    return [word for word in re.split(r"[\s\x00-@\[-`{-~–—]+", text) if not word.isascii()]


def _is_syllable(word: str) -> bool:
    """Tell whether a word is built as Vietnamese syllables are, with one tone at most."""
    split = unicodedata.normalize("NFD", word.casefold())
    plain = normalised(split.translate(_TONE_MARKS))
    tones = sum(ord(mark) in _TONE_MARKS for mark in split)
    return tones <= 1 and _SYLLABLE.fullmatch(plain) is not None
