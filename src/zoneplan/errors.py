"""What can go wrong, by place, with the exit code of each.

| code | meaning |
|---|---|
| 0 | done |
| 1 | a fault of zoneplan itself |
| 2 | the command's words are off (click) |
| 3 | the plan cannot be read or written, or lacks what is asked (`PlanError`) |
| 4 | findings stop the work (`FindingsError`) |
| 5 | a file to bring in cannot be used (`IntakeError`) |
| 6 | an output cannot be written (`OutputError`) |
| 7 | a catalogue or a `zoneplan.toml` is wrong (`CatalogueError`) |
| 8 | a change of the plan is refused (`EditError`) |
| 130 | stopped by the user (`StoppedError`) |
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from zoneplan.language import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Callable


class ZoneplanError(Exception):
    """A sentence for the user, in both languages: what, where, what to do."""

    exit_code: ClassVar[int] = 1

    def __init__(self, *, vi: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(vi=vi, en=en)

    def __reduce__(self) -> tuple[Callable[[], ZoneplanError], tuple[()]]:
        """Carry the sentence over from another process."""
        return partial(type(self), vi=self.text.vi, en=self.text.en), ()

    def say(self, lang: Lang) -> str:
        """Return the sentence in one language."""
        return self.text.say(lang)


class PlanError(ZoneplanError):
    """The plan, or one of its files, cannot be read or written, or lacks what is asked."""

    exit_code = 3


class FindingsError(ZoneplanError):
    """Findings stop the work."""

    exit_code = 4


class IntakeError(ZoneplanError):
    """A file to bring in cannot be used."""

    exit_code = 5


class OutputError(ZoneplanError):
    """An output cannot be written."""

    exit_code = 6


class CatalogueError(ZoneplanError):
    """A catalogue or a `zoneplan.toml` is wrong."""

    exit_code = 7


class EditError(ZoneplanError):
    """A change of the plan is refused; nothing was written."""

    exit_code = 8


class StoppedError(ZoneplanError):
    """The user stopped the work; each file is as it was, or complete."""

    exit_code = 130


def stopped() -> StoppedError:
    """Return what is said when the user stops the work."""
    return StoppedError(
        vi="Đã dừng theo yêu cầu; mỗi tệp kết quả còn như cũ hoặc đã ghi trọn vẹn.",
        en="Stopped as asked; each output is as it was before, or complete.",
    )
