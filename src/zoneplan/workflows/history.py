"""What the plan was: signing what gathered, looking back, comparing, undoing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from zoneplan import analysis, store
from zoneplan.change import Reason
from zoneplan.errors import EditError, PlanError
from zoneplan.language import is_date, normalised

if TYPE_CHECKING:
    from pathlib import Path

    from zoneplan.catalogue import Catalogue
    from zoneplan.change import Change, Revision
    from zoneplan.plan import Plan

_NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, kw_only=True)
class History:
    """What the log says of a plan or of one feature of it, newest first."""

    plan: Plan
    code: str | None
    revisions: tuple[Revision, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Two states of a plan and what changed between them; their moments are in UTC."""

    before: Plan
    after: Plan
    since: str
    until: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """A revision that was made, and what it signed or put back."""

    plan: Plan
    revision: int
    changes: tuple[Change, ...]


def record(folder: Path, *, reason: Reason, today: date) -> Recorded:
    """Sign all changes that nobody has signed yet, whoever made them and with what program.

    Logs that were lost are mended, and what changed meanwhile is found. Raises `EditError` where
    nothing has gathered.
    """
    _, catalogue = store.read_settings(folder)
    done = store.record(folder, catalogue, reason)
    if done is None:
        raise EditError(
            vi="Không có thay đổi nào chờ xác nhận.",
            en="There is no change that waits to be recorded.",
        )
    return _made(folder, catalogue, done, today)


def undo(folder: Path, what: str | None, *, reason: Reason, today: date) -> Recorded:
    """Put back what a revision (a number) or the newest change of a feature (its code) changed.

    Without either, the newest revision is undone. Raises `EditError` where a row was changed
    again later.
    """
    _, catalogue = store.read_settings(folder)
    if what is None or _NUMBER.fullmatch(what):
        revisions = store.read_revisions(folder, catalogue)
        edits = [each.number for each in revisions if each.reason.action != "mark"]
        number = int(what) if what else max(edits, default=0)
        store.moment_of(revisions, number)
        done = store.undo_revision(folder, catalogue, number, reason)
    else:
        done = store.undo_code(folder, catalogue, what, reason)
    return _made(folder, catalogue, done, today)


def history(folder: Path, code: str | None, *, today: date) -> History:
    """Return the revisions of a plan and what they changed, for all of it or for one feature.

    Raises `PlanError` where the log has never heard of the code.
    """
    plan = store.read_plan(folder, as_of=today)
    changes = store.read_changes(folder, plan.catalogue, code=code)
    if code is not None and not changes:
        raise PlanError(
            vi=f"Nhật ký không có mã {code}. Xem các mã bằng `zoneplan status`.",
            en=f"The log has never held the code {code}. See the codes with `zoneplan status`.",
        )
    return History(
        plan=plan,
        code=code,
        revisions=store.read_revisions(folder, plan.catalogue),
        changes=changes,
    )


def difference(folder: Path, since: str | None, until: str | None, *, today: date) -> Difference:
    """Return what changed between two moments: revision numbers or days.

    Without `since`, from the newest revision; without `until`, to now.
    """
    _, catalogue = store.read_settings(folder)
    revisions = store.read_revisions(folder, catalogue)
    newest = str(revisions[-1].number) if revisions else "0"
    start = moment(revisions, since or newest)
    end = moment(revisions, until) if until else None
    before = store.read_plan(folder, as_of=today, known_at=start)
    after = store.read_plan(folder, as_of=today, known_at=end)
    return Difference(
        before=before,
        after=after,
        since=start,
        until=end or _utc(datetime.now(UTC)),
        changes=analysis.changes_between(before, after),
    )


def mark(folder: Path, name: str, *, by: str) -> int:
    """Name this moment, for `difference` to start from; return its number.

    Raises `EditError` where the name is taken, or could be taken for a number or a day.
    """
    _, catalogue = store.read_settings(folder)
    name = normalised(name.strip())
    revisions = store.read_revisions(folder, catalogue)
    if not name or _NUMBER.fullmatch(name) or is_date(name) or name in _marks(revisions):
        raise EditError(
            vi=f"Không đặt tên mốc là {name!r} được: tên đã có, để trống, hoặc giống một số hay "
            "một ngày. Hãy chọn tên khác.",
            en=f"A moment cannot be called {name!r}: the name is taken, empty, or looks like a "
            "number or a day. Choose another.",
        )
    return store.mark(folder, catalogue, Reason(action="mark", by=by, message=name))


def moment(revisions: tuple[Revision, ...], text: str) -> str:
    """Return the moment (UTC) that a text names: a revision, a mark, or the end of an ISO day.

    A day ends where the command runs. Raises `PlanError` where it is none of them.
    """
    marks = _marks(revisions)
    if normalised(text.strip()) in marks:
        return marks[normalised(text.strip())]
    if len(text) == len("2023-12-18") and is_date(text):
        midnight = datetime.combine(date.fromisoformat(text) + timedelta(days=1), time())
        return _utc(midnight.astimezone(UTC) - timedelta(milliseconds=1))
    if _NUMBER.fullmatch(text):
        return store.moment_of(revisions, int(text))
    raise PlanError(
        vi=f"{text!r} không phải số lần ghi, tên mốc hay ngày (2023-12-18). Xem bằng "
        "`zoneplan log`.",
        en=f"{text!r} is neither a revision's number nor a mark nor a day (2023-12-18). See "
        "`zoneplan log`.",
    )


def _marks(revisions: tuple[Revision, ...]) -> dict[str, str]:
    return {each.reason.message: each.at for each in revisions if each.reason.action == "mark"}


def _utc(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _made(folder: Path, catalogue: Catalogue, number: int, today: date) -> Recorded:
    changes = store.read_changes(folder, catalogue)
    return Recorded(
        plan=store.read_plan(folder, as_of=today),
        revision=number,
        changes=tuple(change for change in changes if change.revision == number),
    )
