"""The page put together: folium's shell, the page's own code, the data."""

from __future__ import annotations

from html import escape
from importlib import resources
from typing import TYPE_CHECKING, Any

from zoneplan.errors import OutputError
from zoneplan.language import LANGUAGES, day, number
from zoneplan.webmap import shell
from zoneplan.webmap.document import document
from zoneplan.webmap.hatch import tiles
from zoneplan.webmap.jsontext import page_json
from zoneplan.webmap.still import still
from zoneplan.webmap.table import HEADINGS, rows
from zoneplan.webmap.templating import template_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zoneplan.finding import Finding
    from zoneplan.language import Lang
    from zoneplan.plan import Plan, Stated
    from zoneplan.webmap.basemap import Basemap

MOST_WITHOUT_SCRIPTS = 1000
"""Of more features than these a page without scripts says only how many there are."""


def render(
    plan: Plan,
    tables: Stated,
    findings: Sequence[Finding],
    *,
    lang: Lang,
    basemap: Basemap | None = None,
) -> str:
    """Return the map page as one HTML text that asks for nothing and opens from disk.

    `lang` is the language in which it opens. With a `basemap` it asks that one host for tiles.
    The same input gives the same text. Raises `OutputError` where the page's own code was not
    built into the package.
    """
    page = in_shell(built("page.js"), lang)
    filling = places(page, plan, tables, document(plan, tables, findings, basemap), lang)
    if basemap is not None:
        images = f"img-src data: {basemap.origin};"
        filling["policy"] = filling["policy"].replace("img-src data:;", images)
    return shell.filled(page, filling)


def in_shell(scripts: str, lang: Lang) -> str:
    """Return the page with its own code in it, the plan not yet."""
    own = {
        "styles": built("page.css"),
        "starting": built("starting.js"),
        "placing": built("still.js"),
        "scripts": scripts,
    }
    page = shell.filled(shell.shell(), own)
    return page.replace("<html>", f'<html lang="{lang}">', 1)


def places(
    page: str, plan: Plan, tables: Stated, content: dict[str, Any], lang: Lang
) -> dict[str, str]:
    """Return what fills the places of a page that holds its own code: a plan's document."""
    return {
        "policy": shell.policy(page),
        "title": escape(plan.title(lang)),
        "still": _still(plan, content),
        "body": _body(plan, tables, content),
    }


def _still(plan: Plan, content: dict[str, Any]) -> str:
    """Return the patterns, and what stands where the map will be until it is made."""
    return template_named("still.html").render(
        plan=plan,
        day=day,
        languages=LANGUAGES,
        common=plan.catalogue.texts["common"],
        page=plan.catalogue.texts["page"],
        tiles=tiles(plan.catalogue.styles),
        still=None if _left_out(plan) else still(plan, content["bounds"]),
    )


def _body(plan: Plan, tables: Stated, content: dict[str, Any]) -> str:
    """Return what goes with the still picture where scripts are off, and the data."""
    catalogue, left_out = plan.catalogue, _left_out(plan)
    return template_named("body.html").render(
        plan=plan,
        trace=plan.trace(),
        common=catalogue.texts["common"],
        page=catalogue.texts["page"],
        headings=[catalogue.texts["common"][key] for key in HEADINGS],
        left_out=left_out,
        number=number,
        tables=[(lang, [] if left_out else rows(plan, tables, lang)) for lang in LANGUAGES],
        data=page_json(content),
    )


def _left_out(plan: Plan) -> int:
    """Return how many features there are, where they are too many for a page without scripts."""
    count = sum(len(plan.frame(layer.name)) for layer in plan.features)
    return count if count > MOST_WITHOUT_SCRIPTS else 0


def built(name: str) -> str:
    """Return a part of the page's own code; raises `OutputError` where it was not built."""
    file = resources.files("zoneplan.webmap") / "built" / name
    if not file.is_file():
        raise OutputError(
            vi=f"Gói zoneplan thiếu {name} của trang bản đồ. Hãy cài lại zoneplan từ tệp wheel, "
            "hoặc chạy `make` trong thư mục mã nguồn.",
            en=f"This zoneplan lacks the map page's {name}. Install zoneplan again from its wheel, "
            "or run `make` in the source folder.",
        )
    return file.read_text(encoding="utf-8")
