"""What changed between two moments, with the revisions that changed it, who signed them and why."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zoneplan.change import Change
from zoneplan.language import LANGUAGES, Text
from zoneplan.report.change_words import in_words
from zoneplan.report.changes import reason_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from zoneplan.change import Revision
    from zoneplan.plan import Plan

_NONE = Text("–", "–")


@dataclass(frozen=True, kw_only=True)
class Signed:
    """A change in words, a column each; the revisions that made it, by whom and why."""

    what: tuple[Text, ...]
    revision: str
    by: str
    why: Text


def signed(
    plan: Plan,
    changes: Iterable[Change],
    *,
    revisions: Iterable[Revision] = (),
    log: Iterable[Change] = (),
) -> tuple[Signed, ...]:
    """Return each change in words, in the order given, with what the log says of its row.

    `log` holds the logged changes of the time between; without it nobody is named.
    """
    known = {revision.number: revision for revision in revisions}
    logged: defaultdict[tuple[str, str | None], set[int | None]] = defaultdict(set)
    for entry in log:
        logged[entry.layer, entry.code].add(entry.revision)
    return tuple(
        _signed(plan, change, known, logged[change.layer, change.code]) for change in changes
    )


def parts_in_words(plan: Plan, change: Change) -> tuple[Text, ...]:
    """Return what a change did, a text for each changed column; one for a row that is new."""
    if change.kind != "changed":
        return (_told(plan, change),)
    alone = (
        Change(
            layer=change.layer,
            code=change.code,
            before={column: change.value(column)[0]},
            after={column: change.value(column)[1]},
        )
        for column in change.columns
    )
    return tuple(_told(plan, each) for each in alone)


def _told(plan: Plan, change: Change) -> Text:
    return Text(*(in_words(plan, change, lang) for lang in LANGUAGES))


def _signed(
    plan: Plan, change: Change, known: Mapping[int, Revision], made_by: set[int | None]
) -> Signed:
    numbers = sorted(number for number in made_by if number is not None)
    revisions = [known[number] for number in numbers if number in known]
    return Signed(
        what=parts_in_words(plan, change),
        revision=", ".join(map(str, numbers)) or "–",
        by=", ".join(dict.fromkeys(each.reason.by for each in revisions)) or "–",
        why=_why(plan, revisions, unsigned=None in made_by) if made_by else _NONE,
    )


def _why(plan: Plan, revisions: Sequence[Revision], *, unsigned: bool) -> Text:
    return Text(
        *(
            ". ".join(
                [
                    *dict.fromkeys(reason_in_words(plan, each, lang) for each in revisions),
                    *([plan.catalogue.text("common", "unsigned", lang)] if unsigned else []),
                ]
            )
            or "–"
            for lang in LANGUAGES
        )
    )
