"""In which language the command line itself speaks."""

from __future__ import annotations

import locale
import os

from zoneplan.language import Lang, Text


def spoken() -> Lang:
    """Return the language of ZONEPLAN_LANG, else of the system's locale, else English."""
    chosen = os.environ.get("ZONEPLAN_LANG") or locale.getlocale()[0] or ""
    return "vi" if chosen.lower().startswith("vi") else "en"


def say(*, vi: str, en: str) -> str:
    """Return the text in the language that the command line speaks."""
    return Text(vi=vi, en=en).say(spoken())
