"""Foreign and domestic investment as the source prints them, with what is doubtful about them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.patches import Rectangle

from zoneplan.figures.design import sizes, widths
from zoneplan.figures.furniture import surround
from zoneplan.figures.page import INK, QUIET, fitted_page
from zoneplan.figures.paper import A4_LANDSCAPE
from zoneplan.figures.rows import Row, Section, draw_sections
from zoneplan.figures.voice import Voice
from zoneplan.language import LANGUAGES, Text, stated

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from zoneplan.figures.design import Design
    from zoneplan.figures.page import Page
    from zoneplan.figures.paper import Paper
    from zoneplan.figures.voice import Tongue
    from zoneplan.language import Lang
    from zoneplan.plan import Plan

_PARTS = ("attracted", "capital_total", "new_projects", "adjusted_projects", "projects_total")
_DOUBTED = ("vs_plan", "vs_previous_year")
_SIDES = {"fdi": "#7F8F99", "ddi": "#D8CDB4"}
_USD = "billion USD"
_LEAST = (">", ">=")
_Row = dict[str, Any]


def capital(
    plan: Plan,
    checked: pd.DataFrame,
    *,
    lang: Tongue = "vi",
    paper: Paper = A4_LANDSCAPE,
    design: Design | None = None,
) -> Figure:
    """Return the sheet of foreign and domestic investment of the newest year in the register.

    `checked` is the finished table of indicators: what is ambiguous or inconsistent in it is told
    in words and not drawn.
    """
    compose = partial(_compose, plan=plan, checked=checked, voice=Voice.of(lang))
    return fitted_page(paper, compose, design=design)


def draw_amount(axes: Axes, at: float, row: _Row, *, enlarged: float = 1) -> None:
    """Draw one printed amount; a bar that is only a least value stays open at its end."""
    value, side = float(row["value"]), str(row["id"]).partition("_")[0]
    bar = Rectangle((0, at - 0.34), value, 0.68, linewidth=0, zorder=2)
    bar.set(facecolor=_SIDES.get(side, QUIET), label=f"amount-{row['id']}")
    axes.add_patch(bar)
    x, y = [0, value], [at - 0.34, at + 0.34]
    edges = [[(x[0], y[0]), (x[1], y[0])], [(x[0], y[1]), (x[1], y[1])]]
    if row["operator"] not in _LEAST:
        edges.append([(x[1], y[0]), (x[1], y[1])])
    for (left, low), (right, high) in edges:
        axes.plot(
            [left, right],
            [low, high],
            color=INK,
            linewidth=widths().axis * enlarged,
            zorder=3,
        )


def _compose(page: Page, *, plan: Plan, checked: pd.DataFrame, voice: Voice) -> None:
    text = plan.catalogue.texts["figure"]
    rows = newest_figures(plan)
    year = max((int(row["year"]) for row in rows.values()), default=plan.as_of.year)
    more = [text["capital_note"], *_caveats(plan, rows, checked)]
    area = surround(page, plan, voice, title=text["capital_title"], more=more, layers=())
    sections = [
        section
        for part in _PARTS
        if (section := _section(plan, rows, part, year, voice)) is not None
    ]
    if sections:
        draw_sections(page, area, sections, voice, names_share=0.18)
    else:
        page.write(
            area.left,
            area.top,
            [voice.say(text["capital_nothing"])],
            size=sizes().subtitle,
            colour=QUIET,
        )


def newest_figures(plan: Plan) -> dict[str, _Row]:
    """Return the investment figures of the newest year by the plan's day, by id."""
    table = plan.tables.get("indicators", pd.DataFrame(columns=["id", "year"]))
    rows = [
        {str(name): None if pd.isna(value) else value for name, value in row.items()}
        for row in table.drop(columns="geometry", errors="ignore").to_dict("records")
    ]
    known = [
        row
        for row in rows
        if None not in {row["year"], row["value"]}
        and float(row["year"] or 0) <= plan.as_of.year
        and str(row["id"]).partition("_")[0] in _SIDES
    ]
    newest = max((float(row["year"] or 0) for row in known), default=None)
    return {str(row["id"]): row for row in known if row["year"] == newest}


def _section(
    plan: Plan, rows: dict[str, _Row], part: str, year: int, voice: Voice
) -> Section | None:
    """Return the two sides of one figure; None where not both are known in one unit."""
    text = plan.catalogue.texts["figure"]
    found = [_in_one_unit(rows, f"{side}_{part}") for side in _SIDES]
    told = [row for row in found if row is not None]
    if len(told) < len(found) or len({row["unit"] for row in told}) > 1:
        return None
    title = voice.each(lambda lang: text[f"capital_{part}"].say(lang).format(year))
    return Section(
        title=title,
        columns=("", ""),
        rows=[
            Row(
                name=voice.say(text[f"capital_{side}"]),
                cells=(_amount(row, voice.first), _same(plan, rows, f"{side}_{part}", row, voice)),
                draw=partial(_draw, row=row),
            )
            for side, row in zip(_SIDES, told, strict=True)
        ],
        most=1.05 * max(float(row["value"]) for row in told),
    )


def _draw(axes: Axes, at: float, enlarged: float, *, row: _Row) -> None:
    draw_amount(axes, at, row, enlarged=enlarged)


def _in_one_unit(rows: dict[str, _Row], name: str) -> _Row | None:
    """Return a figure, the source's own in USD where the figure itself is in another money."""
    row = rows.get(name)
    if row is not None and str(row["unit"]).endswith("VND"):
        return rows.get(f"{name}_usd")
    return row


def _same(plan: Plan, rows: dict[str, _Row], name: str, drawn: _Row, voice: Voice) -> str:
    """Return what else the source says of the same amount, in the money of its first figure."""
    row = rows.get(name)
    if row is None or row is drawn:
        return ""
    text = plan.catalogue.texts["figure"]["capital_same"]
    return voice.each(
        lambda lang: text.say(lang).format(
            f"{_amount(row, lang)} {plan.catalogue.code_title('unit', row['unit'], lang)}"
        ),
        between="\n",
    )


def _amount(row: _Row, lang: Lang) -> str:
    sign = "> " if row["operator"] in _LEAST else ""
    return f"{sign}{stated(float(row['value']), lang)}"


def _caveats(plan: Plan, rows: dict[str, _Row], checked: pd.DataFrame) -> list[Text]:
    """Return what the checks found doubtful in these figures, in words."""
    text = plan.catalogue.texts["figure"]
    doubts = [
        {name.strip() for name in str(row["ids"]).split(",")} & {*rows}
        for row in checked.to_dict("records")
        if row["verdict"] in {"inconsistent", "to_confirm"}
    ]
    named = [name for names in doubts for name in sorted(names)]
    told = [name for name in dict.fromkeys(named) if name.partition("_")[2] in _DOUBTED]
    return [
        Text(
            *(
                text["capital_caveat"].say(lang).format(_doubt(plan, rows[name], lang))
                for lang in LANGUAGES
            )
        )
        for name in told
    ]


def _doubt(plan: Plan, row: _Row, lang: Lang) -> str:
    text = plan.catalogue.texts["figure"]
    side, _, part = str(row["id"]).partition("_")
    named = (text[f"capital_{side}"].say(lang), text[f"capital_{part}"].say(lang))
    title = f"{', '.join(named)}: {_amount(row, lang)}"
    note = Text.stored(row["note"] or "–").say(lang)
    return text["capital_ambiguous"].say(lang).format(title, note)


def capital_sources(plan: Plan) -> tuple[str, ...]:
    """Return the sources of the investment figures of the newest year."""
    found = (row["source"] for row in newest_figures(plan).values())
    return tuple(dict.fromkeys(str(source) for source in found if source))


def has_capital(plan: Plan) -> bool:
    """Tell whether the register holds anything that this figure could draw."""
    rows = newest_figures(plan)
    return any(f"{side}_{part}" in rows for side in _SIDES for part in _PARTS)
