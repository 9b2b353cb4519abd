"""Findings as GeoJSON and as a page; the rules themselves as a page and as lines."""

from __future__ import annotations

import base64
import hashlib
from importlib import resources
from itertools import groupby
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import shapely
from jinja2 import Environment
from markupsafe import Markup

from zoneplan.finding import SEVERITIES
from zoneplan.language import LANGUAGES, Text, day
from zoneplan.report.geojson import collection
from zoneplan.report.text import Lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from zoneplan.catalogue import Catalogue
    from zoneplan.finding import Finding, Place, Rule
    from zoneplan.language import Lang
    from zoneplan.plan import Plan

_EXPLAINED: Mapping[str, Text] = {
    "rule": Text("Quy tắc", "Rule"),
    "severity": Text("Mức", "Severity"),
    "text": Text("Nội dung", "What it asks"),
    "why": Text("Lý do", "Why"),
    "source": Text("Căn cứ", "Rests on"),
    "mend": Text("Cách sửa", "How to mend"),
}

_PREFACE = Text(
    vi="`zoneplan check` áp dụng các quy tắc này. Trang này do `zoneplan check --explain all` viết "
    "ra; hãy sửa ở `src/zoneplan/checks/`, không sửa ở đây.\n",
    en="`zoneplan check` asks these rules. `zoneplan check --explain all` writes this page; change "
    "it in `src/zoneplan/checks/`, not here.\n",
)


def findings_geojson(plan: Plan, findings: Iterable[Finding]) -> str:
    """Return findings as GeoJSON in WGS 84, each with the piece of geometry that it is about.

    A finding that knows a point only is a point; one about a whole layer has no geometry.
    """
    found = list(findings)
    rows = [
        {
            "rule": each.rule,
            "severity": each.severity,
            "layer": each.place.layer,
            "code": each.place.code,
            "message_vi": each.place.message.vi,
            "message_en": each.place.message.en,
        }
        for each in found
    ]
    shapes = gpd.GeoSeries([_shape(each.place) for each in found], crs=plan.settings.crs)
    return collection("zoneplan.findings/1", plan, rows, shapes)


def findings_page(plan: Plan, findings: Iterable[Finding], rules: Iterable[Rule]) -> str:
    """Return findings as one HTML page in both languages: no script, no address, nothing to load.

    `rules` tells why each rule is asked. Text of the plan is put in as text, never as markup.
    """
    style = _file("findings.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    # No plan text is ever compiled: the template is zoneplan's own, and what is filled in escaped.
    template = Environment(autoescape=True, trim_blocks=True).from_string(_file("findings.html"))
    return template.render(
        plan=plan,
        style=Markup(style),  # noqa: S704 - zoneplan's own file
        style_hash=f"sha256-{digest}",
        say={**plan.catalogue.texts["common"], "findings": Text("Kết quả kiểm tra", "Findings")},
        day=Text(*(day(plan.as_of.isoformat(), lang) for lang in LANGUAGES)),
        trace=plan.trace(),
        groups=list(_groups(plan.catalogue, list(findings), {rule.code: rule for rule in rules})),
    )


def checks_page(rules: Sequence[Rule]) -> str:
    """Return the list of rules as Markdown in both languages, the page `docs/checks.md`."""
    parts = [
        "# Quy tắc kiểm tra · Checks\n",
        _PREFACE.vi,
        _PREFACE.en,
        "| mã · code | mức · severity | nội dung · what it asks |\n|---|---|---|",
        *(
            f"| [`{rule.code}`](#{rule.code}) | {rule.severity} | {rule.text.vi} · {rule.text.en} |"
            for rule in rules
        ),
    ]
    return "\n".join([*parts, *("\n" + _section(rule) for rule in rules)]) + "\n"


def rule_lines(catalogue: Catalogue, rule: Rule, lang: Lang) -> Lines:
    """Return a rule's text, why it is asked, on what that rests, and how to mend a breach."""
    said = {
        "rule": rule.code,
        "severity": catalogue.code_title("severity", rule.severity, lang),
        **{name: getattr(rule, name).say(lang) for name in ("text", "why", "source", "mend")},
    }
    rows = tuple((_EXPLAINED[name].say(lang), value) for name, value in said.items())
    return Lines(headings=("", ""), rows=rows)


def _section(rule: Rule) -> str:
    rows = [
        f"- {_EXPLAINED[name].vi}: {getattr(rule, name).vi}\n"
        f"- {_EXPLAINED[name].en}: {getattr(rule, name).en}"
        for name in ("why", "source", "mend")
    ]
    heading = f"## {rule.code}\n\n{rule.text.vi}\n\n{rule.text.en} (`{rule.severity}`)\n"
    return "\n".join([heading, *rows])


def _groups(
    catalogue: Catalogue, findings: list[Finding], rules: Mapping[str, Rule]
) -> Iterator[dict[str, Any]]:
    """Find the findings of each severity, by rule."""
    for severity in SEVERITIES:
        own = sorted((f for f in findings if f.severity == severity), key=lambda f: f.rule)
        if own:
            yield {
                "severity": severity,
                "title": catalogue.codes["severity"][severity],
                "count": len(own),
                "rules": [
                    {
                        "code": code,
                        "rule": rules.get(code),  # None: what the reader of a file had to say
                        "places": [_place(each.place) for each in same],
                    }
                    for code, same in groupby(own, key=lambda finding: finding.rule)
                ],
            }


def _place(place: Place) -> dict[str, Any]:
    xy = "" if place.at is None else f"X = {place.at[1]:.1f}, Y = {place.at[0]:.1f}"
    return {"layer": place.layer, "code": place.code, "message": place.message, "xy": xy}


def _shape(place: Place) -> shapely.Geometry | None:
    if place.where is not None and not place.where.is_empty:
        return place.where
    return None if place.at is None else shapely.Point(place.at)


def _file(name: str) -> str:
    return (resources.files("zoneplan.report") / "templates" / name).read_text(encoding="utf-8")
