"""Vietnamese and English: a text in both, and numbers and dates as each writes them."""

from __future__ import annotations

import unicodedata
from datetime import date
from math import fsum, isnan
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from babel.dates import format_date
from babel.numbers import format_decimal

if TYPE_CHECKING:
    from collections.abc import Iterable

Lang = Literal["vi", "en"]
BOTH = " // "
"""Between the Vietnamese and the English of a stored text that is written in both."""
_TOO_LARGE = 1e15
_UNITS = {"ha", "km"}
_PRECISIONS = (len("2008"), len("2022-07"))

LANGUAGES: tuple[Lang, ...] = get_args(Lang)

_DAY_PATTERN: dict[Lang, tuple[str, str, str]] = {
    "vi": ("yyyy", "MM/yyyy", "dd/MM/yyyy"),
    "en": ("yyyy", "MMMM yyyy", "d MMMM yyyy"),
}


class Text(NamedTuple):
    """One text in both languages."""

    vi: str
    en: str

    @classmethod
    def stored(cls, written: str) -> Text:
        """Return a text of the plan, "Vietnamese // English"; one in one language says it twice."""
        vi, sign, en = written.partition(BOTH)
        return cls(vi, en) if sign else cls(written, written)

    def say(self, lang: Lang) -> str:
        """Return the text in one language."""
        return self.vi if lang == "vi" else self.en


def normalised(text: str) -> str:
    """Return the text in Unicode NFC, the form in which the plan keeps every text."""
    return unicodedata.normalize("NFC", text)


def _written(value: float, pattern: str, lang: Lang) -> str:
    """Return a number as babel writes it; one too large for any plan in powers of ten."""
    if abs(value) >= _TOO_LARGE:
        return f"{value:.3g}"
    return format_decimal(value + 0.0, pattern, locale=lang).replace("-", "−")


def number(value: float, lang: Lang, *, decimals: int = 0) -> str:
    """Return a number with the separators of the language: 2.300,50 or 2,300.50."""
    return _written(round(value, decimals), "#,##0." + "0" * decimals, lang)


def day(iso: str, lang: Lang) -> str:
    """Return an ISO date of day, month or year precision as the language writes it.

    `2023-12-18`, `2022-07` and `2008` become 18/12/2023, 07/2022 and 2008 in Vietnamese;
    18 December 2023, July 2022 and 2008 in English. Raises `ValueError` where it is no date.
    """
    parts = iso.split("-")
    first_day = date.fromisoformat("-".join([*parts, "01", "01"][:3]))
    return format_date(first_day, _DAY_PATTERN[lang][len(parts) - 1], locale=lang)


def is_date(text: str) -> bool:
    """Tell whether a text is an ISO date of day, month or year precision."""
    try:
        date.fromisoformat((text + "-01-01")[:10] if len(text) in _PRECISIONS else text)
    except ValueError:
        return False
    return len(text) in {*_PRECISIONS, len("2023-12-18")}


def at_precision(iso: str, precision: str | None) -> str:
    """Return the part of an ISO date that its precision (day, month, year) supports."""
    return iso[: {"year": 4, "month": 7}.get(precision or "day", 10)]


def stated(value: float, lang: Lang) -> str:
    """Return a figure as a source states it: up to four decimals, no trailing zeros."""
    if isnan(value):
        return "–"
    return _written(round(value, 4), "#,##0.####", lang)


def printed_sum(values: Iterable[float], *, decimals: int) -> float:
    """Return the sum of numbers as they are printed, so that a printed column adds up."""
    return round(fsum(round(value, decimals) for value in values if not isnan(value)), decimals)


def tongue_of(text: str) -> Lang | None:
    """Return the language of a title; None where it cannot be told.

    Names bear capitals in both languages, so the words in lower case tell: Vietnamese ones bear
    marks.
    """
    small = [word.strip("(),.;:") for word in text.split() if word.lstrip("(")[:1].islower()]
    if any(not word.isascii() for word in small):
        return "vi"
    return "en" if any(len(word) > 1 and word not in _UNITS for word in small) else None
