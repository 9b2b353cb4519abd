"""A page without any script: text, drawings and tables in both languages, made to be printed."""

from __future__ import annotations

import base64
import hashlib
from importlib import resources
from typing import TYPE_CHECKING

from zoneplan.language import LANGUAGES, Text, day, number, stated
from zoneplan.webmap.templating import template_named

if TYPE_CHECKING:
    from zoneplan.language import Lang
    from zoneplan.plan import Plan


def sheet(template: str, plan: Plan, *, lang: Lang, **content: object) -> str:
    """Return a page that asks for nothing, opens in `lang` and turns to the other by itself.

    The same content gives the same text.
    """
    style = (resources.files("zoneplan.webmap") / "templates" / "sheet.css").read_text("utf-8")
    page = template_named(template).render(
        lang=lang,
        plan=plan,
        trace=plan.trace(),
        day=day,
        common=plan.catalogue.texts["common"],
        style=style,
        policy=_policy(style),
        **content,
    )
    return f"{page}\n"


def written(value: float, *, decimals: int, sign: bool = False) -> Text:
    """Return a number as both languages write it, with its sign where asked."""
    plus = "+" if sign and round(value, decimals) > 0 else ""
    return Text(*(plus + number(value, lang, decimals=decimals) for lang in LANGUAGES))


def as_stated(value: float) -> Text:
    """Return a number as a source states it, as both languages write it."""
    return Text(*(stated(value, lang) for lang in LANGUAGES))


def distance(metres: float) -> Text:
    """Return a length as both languages write it, in kilometres from one kilometre on."""
    value, unit = (metres / 1000, "km") if metres >= 1000 else (metres, "m")  # noqa: PLR2004
    return Text(*(f"{stated(value, lang)} {unit}" for lang in LANGUAGES))


def _policy(style: str) -> str:
    """Return the Content-Security-Policy that lets one style sheet in and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'none'; style-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'"
    )
