"""What the messages of several rules share: lists of codes, numbers, texts that may be hostile."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from zoneplan.language import LANGUAGES, Text, number

if TYPE_CHECKING:
    from collections.abc import Iterable

_NAMED = 5
_SHOWN = 40


def listed(codes: Iterable[object]) -> str:
    """Return codes in one line: the first five, and how many there are where there are more.

    In their own order, whatever that of the rows, so that the same fault makes the same finding.
    """
    known = sorted({named(code) for code in codes})
    more = f", … ({len(known)})" if len(known) > _NAMED else ""
    return ", ".join(known[:_NAMED]) + more


def named(code: object) -> str:
    """Return a code as a message names it; a question mark where there is none."""
    return code if isinstance(code, str) else "?"


def the_one(codes: Iterable[object]) -> str | None:
    """Return the code where it is one only, so that the finding can name its feature."""
    known = {str(code) for code in codes}
    return known.pop() if len(known) == 1 else None


def figure(value: float, *, decimals: int = 0) -> Text:
    """Return a number as each language writes it."""
    return Text(*(number(value, lang, decimals=decimals) for lang in LANGUAGES))


def shown(text: str) -> str:
    """Return the beginning of a text in quotes, with a sign for what could not be seen in it."""
    seen = "".join(
        "\ufffd" if unicodedata.category(mark) in {"Cc", "Cf", "Co", "Cs"} else mark
        for mark in text[:_SHOWN]
    )
    return f"“{seen}{'…' if len(text) > _SHOWN else ''}”"
