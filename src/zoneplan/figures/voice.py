"""In which language a figure speaks: one of the two, or both in one sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from unicodedata import combining, normalize

from zoneplan.language import LANGUAGES, Lang, day, number, stated

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from zoneplan.language import Text

_STROKED = str.maketrans("đĐ", "dD")
Tongue = Literal["vi", "en", "both"]


@dataclass(frozen=True)
class Voice:
    """The languages in which texts are written, the first one also for numbers and dates."""

    languages: tuple[Lang, ...]

    @classmethod
    def of(cls, tongue: Tongue) -> Voice:
        """Return the voice of one language, or of both with Vietnamese first."""
        return cls(LANGUAGES if tongue == "both" else (tongue,))

    @property
    def first(self) -> Lang:
        """The language of names, numbers and dates."""
        return self.languages[0]

    def say(self, text: Text) -> str:
        """Return a text; in both languages with a stroke between them where they differ."""
        return self.each(text.say)

    def each(self, written: Callable[[Lang], str], *, between: str = " / ") -> str:
        """Return what is written in each of the languages, once where it is the same."""
        return between.join(dict.fromkeys(written(lang) for lang in self.languages))

    def names(self, row: Mapping[Any, Any], code: object) -> tuple[str, str]:
        """Return a name in the first language, then in the other.

        The other is empty where the voice has one language, no such name is known, or it is the
        same but for the marks. A nameless thing bears its code.
        """
        held = [row.get(f"name_{lang}") for lang in self.languages]
        first, *others = [name if isinstance(name, str) else "" for name in held]
        named = first or str(code)
        other = others[0] if others else ""
        return named, "" if _bare(other) == _bare(named) else other

    def named(self, row: Mapping[Any, Any], code: object) -> str:
        """Return a name; in both languages with a stroke between them where they differ."""
        return " / ".join(filter(None, self.names(row, code)))

    def number(self, value: float, *, decimals: int = 0) -> str:
        """Return a number with the separators of the first language."""
        return number(value, self.first, decimals=decimals)

    def stated(self, value: float) -> str:
        """Return a figure as a source states it, with the separators of the first language."""
        return stated(value, self.first)

    def day(self, iso: str) -> str:
        """Return a partial ISO date in words of each language."""
        return self.each(lambda lang: day(iso, lang))


def _bare(name: str) -> str:
    """Return a name without the marks of Vietnamese, as English often writes it."""
    letters = normalize("NFD", name.translate(_STROKED))
    return "".join(letter for letter in letters if not combining(letter)).casefold()
