"""Texts that do nothing wherever they are put: one line, no formula, no turned direction."""

from __future__ import annotations

import re
import unicodedata

_NO_TEXT = frozenset({"Cc", "Cs", "Zl", "Zp"})
_TURNS_TEXT = re.compile("[\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_STARTS_A_FORMULA = re.compile("[\u200b-\u200d\u2060\ufeff]*[=+\\-@\uff1d\uff0b\uff0d\uff20]")
"""Full-width signs count where a computer is set to a language that writes them."""
_BEHIND_A_SEPARATOR = re.compile(r"""([;,\t]["'\s]*)(?=[=@]|[+-](?![\d.\s]+(?:[;,)\t]|$)))""")
"""A formula where another separator than ours would end the cell; figures are none."""


def one_line(text: str) -> str:
    """Return a text on one line without control characters, nor marks that turn its direction."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    marks = (" " if unicodedata.category(mark) in _NO_TEXT else mark for mark in text)
    return " ".join(_TURNS_TEXT.sub("", "".join(marks)).split())


def inert(value: object) -> object:
    """Return a value as a CSV cell that a spreadsheet does not run; empty for None."""
    if not isinstance(value, str):
        return "" if value is None else value
    text = _BEHIND_A_SEPARATOR.sub(r"\1'", one_line(value))
    return "'" + text if _STARTS_A_FORMULA.match(text) else text
