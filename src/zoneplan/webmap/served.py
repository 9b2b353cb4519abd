"""The map page as `zoneplan serve` sends it: it asks its own server whether anything is new."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, NamedTuple

from zoneplan.webmap import shell
from zoneplan.webmap.document import document
from zoneplan.webmap.jsontext import page_json
from zoneplan.webmap.page import built, in_shell, places
from zoneplan.webmap.templating import template_named

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zoneplan.finding import Finding
    from zoneplan.language import Lang, Text
    from zoneplan.plan import Plan, Stated

_CONNECT = "; connect-src 'self'"
_VERSION_DIGITS = 16


class Served(NamedTuple):
    """A page, and what tells it from the one before."""

    text: str
    version: str


def served_page(plan: Plan, tables: Stated, findings: Sequence[Finding], *, lang: Lang) -> Served:
    """Return the map page to be served; it may ask its own server, and nobody else."""
    page = in_shell(built("page.js") + built("served.js"), lang)
    filling = places(page, plan, tables, document(plan, tables, findings), lang)
    return _versioned(shell.filled(page, {**filling, "policy": filling["policy"] + _CONNECT}))


def waiting_page(texts: Mapping[str, Text], *, lang: Lang) -> Served:
    """Return what is served as long as the plan has never been readable."""
    code = {kind: built(f"served.{kind}") for kind in ("js", "css")}
    hashes = {
        kind: base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        for kind, text in code.items()
    }
    told = {key: texts[key]._asdict() for key in ("served_gone", "served_waiting")}
    page = template_named("waiting.html").render(
        lang=lang, code=code, hashes=hashes, texts=texts, data=page_json({"texts": told})
    )
    return _versioned(page)


def _versioned(page: str) -> Served:
    """Return a page that knows which one it is."""
    version = hashlib.sha256(page.encode()).hexdigest()[:_VERSION_DIGITS]
    mark = f'<meta name="zoneplan-page" content="{version}">\n<title>'
    return Served(page.replace("<title>", mark, 1), version)
