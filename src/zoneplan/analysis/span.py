"""A figure that may be known only within bounds, and whether it bears out what is stated."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isfinite, isnan

_SAME = {"≥": ">=", "≤": "<=", "==": "=", "~": "≈"}
OPERATORS = ("=", "≈", ">=", "<=", ">", "<")
_ROUNDING = 1e-9


class UndecidedError(Exception):
    """Why a statement cannot be decided: the code of the reason, and what it is about."""

    def __init__(self, *, reason: str, about: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.about = about


@dataclass(frozen=True)
class Span:
    """All values from `low` to `high`; one value where both are the same."""

    low: float
    high: float

    @property
    def point(self) -> float | None:
        """The one value, where it is known."""
        return self.low if self.low == self.high and isfinite(self.low) else None

    def __add__(self, other: Span) -> Span:
        """Return the bounds of the sum."""
        return Span(self.low + other.low, self.high + other.high)

    def __neg__(self) -> Span:
        """Return the bounds of the negative."""
        return Span(-self.high, -self.low)

    def __sub__(self, other: Span) -> Span:
        """Return the bounds of the difference."""
        return self + -other

    def __mul__(self, other: Span) -> Span:
        """Return the bounds of the product; nothing times anything is nothing."""
        corners = [one * two for one in (self.low, self.high) for two in (other.low, other.high)]
        known = [0.0 if isnan(corner) else corner for corner in corners]
        return Span(min(known), max(known))

    def __truediv__(self, other: Span) -> Span:
        """Return the bounds of the quotient; raises `UndecidedError` where it may be by zero."""
        if other.low <= 0 <= other.high:
            raise UndecidedError(reason="division_by_zero")
        return self * Span(1 / other.high, 1 / other.low)


def span_of(value: float, operator: str | None) -> Span:
    """Return what a printed figure says: "above 26.5" is no more than a lower bound."""
    known = _SAME.get(operator or "=", operator or "=")
    low = value if known in {"=", "≈", ">", ">="} else -inf
    high = value if known in {"=", "≈", "<", "<="} else inf
    return Span(low, high)


def operator_of(text: object) -> str:
    """Return the comparison that a text writes; raises `UndecidedError` where it is none."""
    written = str(text).strip()
    operator = _SAME.get(written, written)
    if operator not in OPERATORS:
        raise UndecidedError(reason="unknown_operator", about=written)
    return operator


def stated_span(operator: str, expected: float, tolerance_pct: float | None) -> Span:
    """Return the values that bear out a statement.

    Raises `UndecidedError` where "about" comes without a tolerance in per cent of the stated.
    """
    if operator == "≈" and tolerance_pct is None:
        raise UndecidedError(reason="no_tolerance")
    slack = abs(expected) * (abs(tolerance_pct or 0) / 100)
    return opened(operator, Span(expected - slack, expected + slack))


def opened(operator: str, span: Span) -> Span:
    """Return a span without its end towards which a comparison is open."""
    low = -inf if operator in {"<", "<="} else span.low
    high = inf if operator in {">", ">="} else span.high
    return Span(low, high)


def bears_out(
    found: Span, operator: str, expected: float, tolerance_pct: float | None
) -> bool | None:
    """Tell whether what was found bears out what is stated; None where its bounds leave it open."""
    stated = stated_span(operator, expected, tolerance_pct)
    rounding = _ROUNDING * max(1.0, abs(expected))
    if operator in {">", "<"}:
        rounding = -rounding
    low, high = stated.low - rounding, stated.high + rounding
    if low <= found.low and found.high <= high:
        return True
    return False if found.high < low or found.low > high else None
