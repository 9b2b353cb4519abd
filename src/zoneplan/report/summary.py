"""What changed since: statuses, boundaries, decisions and figures on one page; the rest counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING

from zoneplan.language import LANGUAGES, Text, day
from zoneplan.report.cells import cell
from zoneplan.report.told import Section, sections

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zoneplan.change import Change
    from zoneplan.plan import Plan

TITLE = Text("Những thay đổi của đồ án", "What changed in the plan")
MOST_LINES = 50
_HEADING_LINES = 3
_LETTERS_IN_A_LINE = 84
_MOST_SOURCES = 4


@dataclass(frozen=True, kw_only=True)
class Summary:
    """A page in finished words: what is told between which two moments, and what it rests on."""

    title: Text
    authority: Text
    plan: Text
    since: Text
    until: Text
    notice: Text
    stamp: Text | None
    sections: tuple[Section, ...]
    notes: tuple[Text, ...]


def summary(
    before: Plan,
    after: Plan,
    changes: Sequence[Change],
    *,
    since: Text,
    until: Text,
    command: str,
    lines: int = MOST_LINES,
) -> Summary:
    """Return what changed between two states of a plan, cut to what one A4 page holds.

    Areas are hectares on the ellipsoid. `since` and `until` name the two states; `command` is
    where the rest can be seen.
    """
    told = sections(before, after, changes)
    common = after.catalogue.texts["common"]
    mixed = common["notice_some"]
    return Summary(
        title=TITLE,
        authority=after.settings.authority,
        plan=after.settings.title,
        since=since,
        until=until,
        notice=after.notice if before.notice == after.notice else mixed,
        stamp=common["forced"] if after.forced else None,
        sections=_on_one_page(told, lines, command),
        notes=(
            *_rest(after, changes, told, command),
            *([common["nothing_changed"]] if not changes else []),
            *_sources(after, told),
            _trace(after),
        ),
    )


def _on_one_page(told: Sequence[Section], lines: int, command: str) -> tuple[Section, ...]:
    """Return the sections with the longest ones cut until all fit, saying how many rows more."""
    kept = [len(section.rows) for section in told]
    heights = [[_height(row) for row in section.rows] for section in told]
    while kept and max(kept) > 1:
        used = [
            _HEADING_LINES + sum(own[:count]) + (count < len(own))
            for own, count in zip(heights, kept, strict=True)
        ]
        if sum(used) <= lines:
            break
        longest = max(range(len(kept)), key=lambda place: (kept[place] > 1) * used[place])
        kept[longest] -= 1
    return tuple(_cut(section, count, command) for section, count in zip(told, kept, strict=True))


def _height(row: Sequence[Text]) -> int:
    """Return how many lines a row takes, in the longer of the two languages."""
    letters = max(sum(len(cell.say(lang)) + 2 for cell in row) for lang in LANGUAGES)
    return max(1, ceil(letters / _LETTERS_IN_A_LINE))


def _cut(section: Section, count: int, command: str) -> Section:
    missing = len(section.rows) - count
    if not missing:
        return section
    more = Text(
        vi=f"và {missing} mục nữa: xem bằng lệnh {command}",
        en=f"and {missing} more: see {command}",
    )
    return replace(section, rows=section.rows[:count], more=more)


def _rest(
    plan: Plan, changes: Sequence[Change], told: Sequence[Section], command: str
) -> tuple[Text, ...]:
    """Return how many changes of each layer no section tells of."""
    covered = {part for section in told for part in section.covers}
    untold = Counter(
        change.layer
        for place, change in enumerate(changes)
        if any((place, column) not in covered for column in change.columns)
    )
    if not untold:
        return ()
    layers = plan.catalogue.layers
    counted = Text(
        *(
            ", ".join(f"{layers[name].title.say(lang)} {count}" for name, count in untold.items())
            for lang in LANGUAGES
        )
    )
    return (
        Text(
            vi=f"Thay đổi khác (tên, ghi chú, nguồn…): {counted.vi}. Xem bằng lệnh {command}.",
            en=f"Other changes (names, notes, sources…): {counted.en}. See {command}.",
        ),
    )


def _sources(plan: Plan, told: Sequence[Section]) -> tuple[Text, ...]:
    """Return what the named sources are, in one note."""
    cited = dict.fromkeys(source for section in told for source in section.sources)
    register = plan.tables.get("sources")
    if not cited or register is None:
        return ()
    titles = dict(zip(register["id"], register["title"], strict=True))
    named = [f"{each}: {cell(titles[each]).vi}" for each in cited if titles.get(each)]
    word = plan.catalogue.texts["common"]["sources"]
    listed = "; ".join(named[:_MOST_SOURCES])
    return (Text(*(f"{word.say(lang)}: {listed}." for lang in LANGUAGES)),) if named else ()


def _trace(plan: Plan) -> Text:
    text, trace = plan.catalogue.texts["common"], plan.trace()
    return Text(
        *(
            f"{text['as_of'].say(lang)} {day(plan.as_of.isoformat(), lang)} · "
            f"{text['revision'].say(lang)} {trace['revision']} · zoneplan {trace['version']}"
            for lang in LANGUAGES
        )
    )
