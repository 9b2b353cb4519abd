"""folium's page, with nothing of the plan in it: what holds the map, and places to fill.

branca compiles what it has rendered a second time, so that a name such as `{{ … }}` would run on
the machine that renders. So the shell is rendered first, and filled afterwards.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import folium
from branca.element import Element, Figure, MacroElement
from jinja2 import Template

if TYPE_CHECKING:
    from collections.abc import Mapping

MAP_ID = "zoneplan"
_OPTIONS: dict[str, Any] = {
    "tiles": None,
    "location": (0, 0),
    "zoom_start": 1,
    "zoom_control": False,
    "attribution_control": False,
    "zoom_snap": 0.25,
    "zoom_delta": 0.75,
    "wheel_px_per_zoom_level": 90,
    "max_zoom": 18,
}
_HEAD = """\
<meta http-equiv="Content-Security-Policy" content="@policy@">
<title>@title@</title>
<style>@styles@</style>
<script>@starting@</script>
"""
# What is seen at once comes before the scripts that take long to read.
_BODY = """\
@still@
<script>@placing@</script>
@body@
<script>@scripts@</script>
"""
_PLACE = re.compile(r"@(policy|title|styles|starting|still|placing|body|scripts)@")
_FIXED_ZOOM = re.compile(r'<meta name="viewport"[^>]*>')
_FREE_ZOOM = '<meta name="viewport" content="width=device-width, initial-scale=1">'
_OWN_CODE = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)


class _Start(MacroElement):
    """What hands folium's map to the page's own script."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "zoneplan.start({{ this._parent.get_name() }});"
        "{% endmacro %}"
    )


@cache
def shell() -> str:
    """Return folium's page without any address, with places such as `@policy@` to fill."""
    figure, chart = Figure(), folium.Map(**_OPTIONS)
    chart._id = MAP_ID  # noqa: SLF001 - the only way to the same bytes on each run
    chart.default_js, chart.default_css = [], []
    chart.add_child(_Start())  # type: ignore[no-untyped-call]
    figure.add_child(chart)
    figure.header.add_child(Element(_HEAD), name="zoneplan_head")
    figure.html.add_child(Element(_BODY), name="zoneplan_body")
    page: str = figure.render()
    return _FIXED_ZOOM.sub(_FREE_ZOOM, page)


def filled(page: str, places: Mapping[str, str]) -> str:
    """Return the page with some of its places filled; what is filled in is not looked at again."""
    return _PLACE.sub(lambda place: places.get(place[1], place[0]), page)


def policy(page: str) -> str:
    """Return the Content-Security-Policy that lets only the scripts and styles of a page run."""
    hashes: dict[str, list[str]] = {"script": [], "style": []}
    for kind, code in _OWN_CODE.findall(page):
        digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
        hashes[kind].append(f"'sha256-{digest}'")
    return (
        f"default-src 'none'; script-src {' '.join(hashes['script'])}; "
        f"style-src {' '.join(hashes['style'])}; img-src data:; base-uri 'none'; form-action 'none'"
    )
