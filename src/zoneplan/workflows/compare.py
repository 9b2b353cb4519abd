"""Two states of a plan as a page: a comparison with the moved boundaries, or a one-page summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zoneplan import report, store, webmap
from zoneplan.errors import OutputError
from zoneplan.language import LANGUAGES, Text
from zoneplan.workflows.history import difference

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from zoneplan.change import Change, Revision
    from zoneplan.language import Lang
    from zoneplan.plan import Plan
    from zoneplan.workflows.history import Difference
    from zoneplan.workflows.intake import Preview

_COMPARED = Text("Ranh giới và số liệu: trước và sau", "Boundaries and figures: before and after")
_NOW = Text("hiện tại", "now")
_AS_PROPOSED = Text("nếu nhận tệp này", "with the file brought in")


def comparison_of_difference(folder: Path, told: Difference, target: Path, *, lang: Lang) -> None:
    """Write two states of a plan side by side as one offline HTML file.

    Raises `OutputError` where it cannot be written.
    """
    catalogue = told.after.catalogue
    log = [
        change
        for change in store.read_changes(folder, catalogue)
        if told.since < (change.at or "") <= told.until
    ]
    page = _page(
        told.before,
        told.after,
        told.changes,
        since=_moment(told.since),
        until=_moment(told.until),
        lang=lang,
        revisions=store.read_revisions(folder, catalogue),
        log=log,
    )
    store.write_all({target: page})


def comparison_of_preview(seen: Preview, target: Path, *, lang: Lang) -> None:
    """Write what bringing in a file would change as one offline HTML file."""
    page = _page(seen.before, seen.after, seen.changes, since=_NOW, until=_AS_PROPOSED, lang=lang)
    store.write_all({target: page})


def summary_of_changes(folder: Path, since: str, target: Path, *, today: date, lang: Lang) -> Plan:
    """Write what changed since a moment on one A4 page, HTML or DOCX by its suffix.

    Raises `OutputError` where the suffix is neither, `PlanError` where there is no such moment.
    """
    suffix = target.suffix.lower()
    if suffix not in {".html", ".docx"}:
        raise OutputError(
            vi=f"Không ghi được dạng tệp {target.suffix or target.name!r}. Hãy đặt đuôi .html hoặc "
            ".docx.",
            en=f"The format {target.suffix or target.name!r} is not written. Give the file the "
            "suffix .html or .docx.",
        )
    told = difference(folder, since, None, today=today)
    summary = report.summary(
        told.before,
        told.after,
        told.changes,
        since=_moment(told.since),
        until=_moment(told.until),
        command=f'zoneplan diff "{since}"',
    )
    if suffix == ".html":
        content = webmap.summary_page(told.after, summary, lang=lang).encode()
    else:
        content = report.summary_docx(summary, lang, dated=today)
    store.write_all({target: content})
    return told.after


def _moment(at: str) -> Text:
    return Text(*(report.local_time(at, lang) for lang in LANGUAGES))


def _page(
    before: Plan,
    after: Plan,
    changes: tuple[Change, ...],
    *,
    since: Text,
    until: Text,
    lang: Lang,
    revisions: Iterable[Revision] = (),
    log: Iterable[Change] = (),
) -> bytes:
    signed = report.signed(after, changes, revisions=revisions, log=log)
    told = [
        webmap.Told(change=change, what=each.what, revision=each.revision, by=each.by, why=each.why)
        for change, each in zip(changes, signed, strict=True)
    ]
    page = webmap.comparison_page(
        before, after, told, title=_COMPARED, since=since, until=until, lang=lang
    )
    return page.encode()
