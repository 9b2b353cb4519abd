"""What a map rests on: the decisions behind what is drawn, and where its outlines come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zoneplan.language import LANGUAGES, Text, tongue_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from zoneplan.figures.content import Group
    from zoneplan.language import Lang
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
    decisions = _known(rows["decision"] for rows in features)
    outlines = _known([*sources, *backdrop])
    return [
        *_line(plan, "decisions", dict.fromkeys(LANGUAGES, decisions)),
        *_line(
            plan,
            "outline_sources",
            {lang: source_titles(plan, outlines, lang) for lang in LANGUAGES},
        ),
    ]


def sources_of(
    plan: Plan, layers: Collection[str], columns: Iterable[str] = (), *, dated: bool = False
) -> tuple[str, ...]:
    """Return the sources of some layers: of their lists, of columns, of their events if `dated`."""
    lists = [told.source for name, told in plan.settings.layers.items() if name in layers]
    held = [plan.frame(name).get(column, ()) for column in columns for name in layers]
    events = plan.events.loc[plan.events["layer"].isin(layers), "source"] if dated else ()
    return tuple(_known([lists, *held, events]))


def source_titles(plan: Plan, codes: Iterable[str], lang: Lang) -> list[str]:
    """Return the titles of sources, each that is in the other language marked as being so."""
    table = plan.tables.get("sources")
    rows = {} if table is None else table.set_index("id").to_dict("index")
    text = plan.catalogue.texts
    titles = []
    for code in codes:
        row = rows.get(code, {})
        title = str(row.get("title") or code)
        if row.get("kind") == "estimate":
            title = text["report"]["estimate_title"].say(lang)
        elif tongue_of(title) not in {lang, None}:
            title = f"{title} ({text['figure']['other_tongue'].say(lang)})"
        titles.append(title)
    return titles


def _known(columns: Iterable[Iterable[object]]) -> list[str]:
    return list(
        dict.fromkeys(value for held in columns for value in held if isinstance(value, str))
    )


def _line(plan: Plan, key: str, values: Mapping[Lang, Sequence[str]]) -> list[Text]:
    if not values["vi"]:
        return []
    title = plan.catalogue.texts["figure"][key]
    return [Text(*(f"{title.say(lang)}: {'; '.join(values[lang])}." for lang in LANGUAGES))]
