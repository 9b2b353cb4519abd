"""Arithmetic that a register states as text: + - * / over numbers and named figures, no more."""

from __future__ import annotations

import ast
import operator
import re
import warnings
from typing import TYPE_CHECKING

from zoneplan.analysis.span import Span, UndecidedError

if TYPE_CHECKING:
    from collections.abc import Callable

_LONGEST = 200
_LETTERS = re.compile(r"[\w\s.+\-*/()]+")
_STEPS: dict[type[ast.operator], Callable[[Span, Span], Span]] = {
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
        return _value(_tree(text), figure)
    except OverflowError:
        raise UndecidedError(reason="out_of_range", about=text) from None


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


def _value(node: ast.expr, figure: Callable[[str], Span]) -> Span:
    if isinstance(node, ast.Name):
        return figure(node.id)
    if isinstance(node, ast.Constant) and type(node.value) in {int, float}:
        number = float(node.value)  # type: ignore[arg-type]
        return Span(number, number)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand, figure)
    if isinstance(node, ast.BinOp) and type(node.op) in _STEPS:
        return _STEPS[type(node.op)](_value(node.left, figure), _value(node.right, figure))
    raise UndecidedError(reason="unknown_measure", about=ast.unparse(node))
