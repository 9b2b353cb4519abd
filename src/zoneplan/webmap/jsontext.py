"""JSON that can stand inside a page, and plain values to put into it."""

from __future__ import annotations

import json
import math
import re
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"')
_ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<{}`\u2028\u2029"}


def page_json(content: object) -> str:
    """Return the JSON text of a document in which no string ends a script or opens a template.

    `<`, `{`, `}`, the backtick and both Unicode line ends are escaped inside strings and keys;
    the braces of the document itself stay.
    """
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _STRING.sub(lambda string: string[0].translate(_ESCAPED), text)


def plain(value: Any) -> str | int | float | bool | None:  # noqa: ANN401 - a cell of any frame
    """Return a cell as JSON can hold it: None for what is empty or not finite."""
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, (str, bool, int)):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)
