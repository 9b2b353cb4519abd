"""What a map rests on: the decisions behind what is drawn, and where its outlines come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zoneplan.language import LANGUAGES, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zoneplan.figures.content import Group
    from zoneplan.plan import Plan


def grounds_of(plan: Plan, groups: Sequence[Group]) -> list[Text]:
    """Return a line of decisions and a line of the outlines' sources, where there are any."""
    features = [group.features for group in groups]
    backdrop = [
        plan.frame(layer.name).get("boundary_source", ())
        for layer in plan.catalogue.with_role("backdrop")
        if layer.name in plan.layers
    ]
    sources = [rows.loc[rows["shape"].notna(), "outline_source"] for rows in features]
    return [
        *_line(plan, "decisions", _known(rows["decision"] for rows in features)),
        *_line(plan, "outline_sources", _titles(plan, _known([*sources, *backdrop]))),
    ]


def _known(columns: Iterable[Iterable[object]]) -> list[str]:
    return list(
        dict.fromkeys(value for held in columns for value in held if isinstance(value, str))
    )


def _titles(plan: Plan, codes: Iterable[str]) -> list[str]:
    table = plan.tables.get("sources")
    titles = {} if table is None else dict(zip(table["id"], table["title"], strict=True))
    return [str(titles.get(code) or code) for code in codes]


def _line(plan: Plan, key: str, values: Sequence[str]) -> list[Text]:
    if not values:
        return []
    title = plan.catalogue.texts["figure"][key]
    return [Text(*(f"{title.say(lang)}: {'; '.join(values)}." for lang in LANGUAGES))]
