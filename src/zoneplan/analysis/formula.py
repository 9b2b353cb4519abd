"""Arithmetic that a register states as text: + - * / over numbers and named figures, no more."""

from __future__ import annotations

import ast
import operator
import re
import warnings
from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from zoneplan.analysis.span import Span, UndecidedError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

_LONGEST = 200
_Worth = TypeVar("_Worth", "Span", "Unit")
_LETTERS = re.compile(r"[\w\s.+\-*/()]+")
_STEPS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def evaluated(text: str, figure: Callable[[str], Span]) -> Span:
    """Return what a formula comes to, `figure` giving the value of each name in it.

    Nothing is run: the text is read as a syntax tree of which four operations are known. Raises
    `UndecidedError` where it is anything else.
    """
    try:
        return _value(_tree(text), figure, lambda number: Span(number, number))
    except OverflowError:
        raise UndecidedError(reason="out_of_range", about=text) from None


class Unit:
    """What a figure counts, as units multiplied and divided; a bare number counts nothing."""

    def __init__(self, powers: Mapping[str, int]) -> None:
        self.powers = {name: power for name, power in powers.items() if power}

    @property
    def single(self) -> str | None:
        """The unit, where it is one and no quotient or product."""
        return next(iter(self.powers)) if [*self.powers.values()] == [1] else None

    def __add__(self, other: Unit) -> Unit:
        """Return the unit of a sum; raises `UndecidedError` where the two count other things."""
        if self.powers and other.powers and self.powers != other.powers:
            raise UndecidedError(
                reason="units_differ", about=" / ".join(sorted({*self.powers, *other.powers}))
            )
        return Unit(self.powers or other.powers)

    __sub__ = __add__

    def __neg__(self) -> Unit:
        """Return the unit of the negative."""
        return self

    def __mul__(self, other: Unit) -> Unit:
        """Return the unit of a product."""
        powers = Counter(self.powers)
        powers.update(other.powers)
        return Unit(powers)

    def __truediv__(self, other: Unit) -> Unit:
        """Return the unit of a quotient."""
        return self * Unit({name: -power for name, power in other.powers.items()})


def unit_of(text: str, unit: Callable[[str], str | None]) -> str | None:
    """Return the unit of what a formula comes to, `unit` giving that of each name in it.

    None where it is a bare number, a product or a quotient. Raises `UndecidedError` where figures
    of two units are added.
    """

    def named(name: str) -> Unit:
        own = unit(name)
        return Unit({own: 1} if own else {})

    return _value(_tree(text), named, lambda _: Unit({})).single


def names_in(text: str) -> tuple[str, ...]:
    """Return the names in a formula, each once; raises `UndecidedError` where it is no formula."""
    names = [node for node in ast.walk(_tree(text)) if isinstance(node, ast.Name)]
    names.sort(key=lambda node: node.col_offset)
    return tuple(dict.fromkeys(node.id for node in names))


def _tree(text: str) -> ast.expr:
    if len(text) > _LONGEST or not _LETTERS.fullmatch(text):
        raise UndecidedError(reason="unknown_measure", about=text[:_LONGEST])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, Warning):
        raise UndecidedError(reason="unknown_measure", about=text) from None


def _value(
    node: ast.expr, named: Callable[[str], _Worth], plain: Callable[[float], _Worth]
) -> _Worth:
    if isinstance(node, ast.Name):
        return named(node.id)
    if isinstance(node, ast.Constant) and type(node.value) in {int, float}:
        return plain(float(node.value))  # type: ignore[arg-type]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand, named, plain)
    if isinstance(node, ast.BinOp) and type(node.op) in _STEPS:
        sides = (_value(each, named, plain) for each in (node.left, node.right))
        worth: _Worth = _STEPS[type(node.op)](*sides)
        return worth
    raise UndecidedError(reason="unknown_measure", about=ast.unparse(node))
