"""The map while its plan is being edited: served on this machine, made anew on each change."""

from __future__ import annotations

import dataclasses
import json
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from zoneplan import analysis, checks, store, webmap
from zoneplan.catalogue import load_catalogue
from zoneplan.errors import ZoneplanError
from zoneplan.language import Text
from zoneplan.workflows.build import published
from zoneplan.workflows.loopback import Loopback, News

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from zoneplan.catalogue import Audience
    from zoneplan.finding import Finding
    from zoneplan.language import Lang

LOOKS_EVERY_S = 0.05
_MOST_TOLD = 5


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is served: which day, in which language, for whom. `today` is asked at each making."""

    as_of: date | None
    today: Callable[[], date]
    lang: Lang
    reader: Audience = "internal"


class Showing:
    """The last good page of a plan, and what stands in the way of a newer one."""

    def __init__(self, folder: Path, copies: Path, wanted: Wanted) -> None:
        self._folder, self._wanted = folder, wanted
        self._copies, self._copies_folder = store.PlanCopies(folder, copies), copies
        self._texts = load_catalogue().texts["page"]
        self._stamps: Mapping[Path, object] | None = None
        self._page = webmap.waiting_page(self._texts, lang=wanted.lang)
        self._is_good = False
        self._told: tuple[Text, ...] = ()

    def refresh(self) -> None:
        """Make the page anew where the plan's files have changed since."""
        try:
            stamps = self._copies.stamps()
            if stamps != self._stamps:
                self._make()
                self._stamps = stamps
        except ZoneplanError as fault:
            self._stamps = None
            self._told = (self._heading(), self._without_copies(fault.text))

    def page(self) -> str:
        """Return the page that is shown."""
        return self._page.text

    def news(self) -> bytes:
        """Return which page is shown, and what is to be told over it, as one line of JSON."""
        told = [text._asdict() for text in self._told]
        return json.dumps({"page": self._page.version, "told": told}).encode()

    def _make(self) -> None:
        plan = self._copies.read(as_of=self._wanted.as_of or self._wanted.today())
        findings = checks.findings_of(plan)
        told = self._errors(findings)
        if told and self._is_good:
            self._told = (self._heading(), *told)
            return
        plan = dataclasses.replace(plan, forced=bool(told))
        if self._wanted.reader == "public":
            plan, findings = published(plan, findings)
        self._page = webmap.served_page(
            plan, analysis.stated_of(plan), findings, lang=self._wanted.lang
        )
        self._is_good = not told
        self._told = (self._texts["served_errors"], *told) if told else ()

    def _heading(self) -> Text:
        return self._texts["served_old" if self._is_good else "served_waiting"]

    def _errors(self, findings: tuple[Finding, ...]) -> tuple[Text, ...]:
        errors = [each.place.message for each in findings if each.severity == "error"]
        more = len(errors) - _MOST_TOLD
        return (*errors[:_MOST_TOLD], *((Text(f"… +{more}", f"… +{more}"),) if more > 0 else ()))

    def _without_copies(self, text: Text) -> Text:
        """Return a sentence with the plan's own folder in place of that of the copies."""
        copies, folder = str(self._copies_folder), str(self._folder)
        return Text(*(part.replace(copies, folder) for part in text))


def serve(
    folder: Path,
    wanted: Wanted,
    *,
    port: int,
    ready: Callable[[str], object],
    stop: threading.Event | None = None,
) -> None:
    """Serve the map of a plan on this machine until Ctrl-C, or until `stop` is set.

    The plan's files are never opened, only their bytes are read; nothing is written beside them.
    `ready` is told the address. Raises `OutputError` where the port is taken, and `PlanError`
    where the folder holds no plan.
    """
    store.read_settings(folder)
    stop = stop or threading.Event()
    with tempfile.TemporaryDirectory(prefix="zoneplan-") as copies:
        showing = Showing(folder, Path(copies), wanted)
        news = News()
        with Loopback(port, showing.page, news) as server:
            answering = threading.Thread(target=server.serve_forever, daemon=True)
            answering.start()
            with suppress(KeyboardInterrupt):
                showing.refresh()
                news.put(showing.news())
                ready(server.url)
                while not stop.wait(LOOKS_EVERY_S):
                    showing.refresh()
                    news.put(showing.news())
            news.end()
            server.shutdown()
            answering.join()
