"""What stands under a figure when it is pasted into a document: title, day, notice, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.text import Text

from zoneplan.figures.furniture import origin
from zoneplan.figures.origin import source_titles
from zoneplan.language import LANGUAGES, day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.figure import Figure

    from zoneplan.language import Lang
    from zoneplan.language import Text as Words
    from zoneplan.plan import Plan

_TOLD = {"layer", "section", "legend-heading", "legend-status", "legend-aim", "row-name"}

_MOST_NAMED = 4


def caption(plan: Plan, title: Words, lang: Lang, sources: Iterable[str] = ()) -> str:
    """Return the caption of a figure in one language, in one paragraph, without its number.

    With the sources named, with those of the layers' lists where none is.
    """
    text = plan.catalogue.texts["common"]
    as_of = f"{text['as_of'].say(lang)} {day(plan.as_of.isoformat(), lang)}"
    forced = [f"{text['forced'].say(lang)}."] if plan.forced else []
    sentences = [
        f"{title.say(lang)}.",
        f"{as_of}.",
        *forced,
        plan.notice.say(lang),
        f"{origin(plan, lang, sources)}.",
    ]
    return " ".join(" ".join(sentences).split())


def short_caption(plan: Plan, title: Words, lang: Lang, sources: Sequence[str] = ()) -> str:
    """Return title, day and sources: enough where the figure itself bears the notice.

    Of many sources the first few are named and the others counted.
    """
    as_of = plan.catalogue.text("common", "as_of", lang)
    named = f"{title.say(lang)} ({as_of.lower()} {day(plan.as_of.isoformat(), lang)})"
    forced = f"{plan.catalogue.text('common', 'forced', lang)}." if plan.forced else ""
    return " ".join(filter(None, [f"{named}.", forced, _sources(plan, sources, lang)]))


def _sources(plan: Plan, sources: Sequence[str], lang: Lang) -> str:
    if not sources:
        return ""
    named = "; ".join(source_titles(plan, sources[:_MOST_NAMED], lang))
    others = len(sources) - _MOST_NAMED
    more = plan.catalogue.text("figure", "more_sources", lang).format(others)
    word = plan.catalogue.text("common", "sources", lang)
    return f"{word}: {named}; {more}." if others > 0 else f"{word}: {named}."


def described(figure: Figure) -> str:
    """Return what is told in a figure, in its own words, for those who cannot see it."""
    words = [text.get_text() for text in figure.findobj(Text) if text.get_label() in _TOLD]
    return "; ".join(dict.fromkeys(word for word in words if word)) or "–"


def caption_file(plan: Plan, title: Words, number: int, sources: Sequence[str] = ()) -> bytes:
    """Return a text file with the numbered caption in both languages, with all its sources."""
    word = plan.catalogue.texts["figure"]["figure"]
    lines = [
        f"{word.say(lang)} {number}. {caption(plan, title, lang, sources)}\n" for lang in LANGUAGES
    ]
    return "\n".join(lines).encode()
