"""What stands under a figure when it is pasted into a document: title, day, notice, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zoneplan.figures.furniture import origin
from zoneplan.language import LANGUAGES, day

if TYPE_CHECKING:
    from zoneplan.language import Lang, Text
    from zoneplan.plan import Plan


def caption(plan: Plan, title: Text, lang: Lang) -> str:
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
    return " ".join(sentences)


def caption_file(plan: Plan, title: Text, number: int) -> bytes:
    """Return a text file with the numbered caption in both languages."""
    word = plan.catalogue.texts["figure"]["figure"]
    lines = [f"{word.say(lang)} {number}. {caption(plan, title, lang)}\n" for lang in LANGUAGES]
    return "\n".join(lines).encode()
