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
"""

from __future__ import annotations

from typing import ClassVar

from zoneplan.language import Lang, Text


class ZoneplanError(Exception):
    """A sentence for the user, in both languages: what, where, what to do."""

    exit_code: ClassVar[int] = 1

    def __init__(self, *, vi: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(vi=vi, en=en)

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
