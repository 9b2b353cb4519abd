"""What stands under a figure when it is pasted into a document: title, day, notice, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.text import Text

from zoneplan.figures.furniture import origin
from zoneplan.language import LANGUAGES, day

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from zoneplan.language import Lang
    from zoneplan.language import Text as Words
    from zoneplan.plan import Plan

_TOLD = {"layer", "section", "legend-heading", "legend-status", "legend-aim", "row-name"}


def caption(plan: Plan, title: Words, lang: Lang) -> str:
    """Return the caption of a figure in one language, in one paragraph, without its number."""
    text = plan.catalogue.texts["common"]
    as_of = f"{text['as_of'].say(lang)} {day(plan.as_of.isoformat(), lang)}"
    forced = [f"{text['forced'].say(lang)}."] if plan.forced else []
    sentences = [
        f"{title.say(lang)}.",
        f"{as_of}.",
        *forced,
        plan.notice.say(lang),
        f"{origin(plan, lang)}.",
    ]
    return " ".join(" ".join(sentences).split())


def short_caption(plan: Plan, title: Words, lang: Lang) -> str:
    """Return title and day: enough where the figure itself bears notice and sources."""
    as_of = plan.catalogue.text("common", "as_of", lang)
    named = f"{title.say(lang)} ({as_of.lower()} {day(plan.as_of.isoformat(), lang)})"
    return f"{named}. {plan.catalogue.text('common', 'forced', lang)}" if plan.forced else named


def described(figure: Figure) -> str:
    """Return what is told in a figure, in its own words, for those who cannot see it."""
    words = [text.get_text() for text in figure.findobj(Text) if text.get_label() in _TOLD]
    return "; ".join(dict.fromkeys(word for word in words if word)) or "–"


def caption_file(plan: Plan, title: Words, number: int) -> bytes:
    """Return a text file with the numbered caption in both languages."""
    word = plan.catalogue.texts["figure"]["figure"]
    lines = [f"{word.say(lang)} {number}. {caption(plan, title, lang)}\n" for lang in LANGUAGES]
    return "\n".join(lines).encode()
