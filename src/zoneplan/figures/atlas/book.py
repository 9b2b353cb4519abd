"""A PDF written sheet by sheet to a stream, with bookmarks; what is written is held no longer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.backends.backend_mixed import MixedModeRenderer
from matplotlib.backends.backend_pdf import Name, PdfFile, RendererPdf

from zoneplan.figures.output import PDF_SETTINGS, pdf_metadata

if TYPE_CHECKING:
    from typing import BinaryIO

    from matplotlib.backends.backend_pdf import Reference
    from matplotlib.figure import Figure

    from zoneplan.plan import Plan

_POINTS_PER_INCH = 72


@dataclass(kw_only=True)
class _Mark:
    """A bookmark: its title, the page that it leads to, the bookmarks under it."""

    title: str
    page: Reference
    under: list[_Mark] = field(default_factory=list)


class Book:
    """The pages of a PDF, each written to a stream when it is put in; `close` ends the file."""

    def __init__(self, stream: BinaryIO, plan: Plan) -> None:
        self._file = PdfFile(stream, metadata=pdf_metadata(plan))
        self._marks: list[_Mark] = []

    def put(self, figure: Figure) -> None:
        """Write a figure as the next page."""
        figure.dpi = _POINTS_PER_INCH
        width, height = figure.get_size_inches()
        with mpl.rc_context(PDF_SETTINGS):
            self._file.newPage(width, height)
            page = RendererPdf(self._file, _POINTS_PER_INCH, height, width)
            renderer: Any = MixedModeRenderer(figure, width, height, _POINTS_PER_INCH, page)
            figure.draw(renderer)
            renderer.finalize()
            self._file.endStream()

    def mark(self, title: str, *, under: str | None = None) -> None:
        """Set a bookmark on the last page written, under the last one with a title."""
        marks = self._marks
        if under is not None:
            if not marks or marks[-1].title != under:
                self.mark(under)
            marks = marks[-1].under
        marks.append(_Mark(title=title, page=self._file.pageList[-1]))

    def close(self) -> None:
        """Write bookmarks and fonts, and end the file."""
        self._write_marks()
        with mpl.rc_context(PDF_SETTINGS):
            self._file.finalize()
        self._file.close()

    def _write_marks(self) -> None:
        """Write the bookmarks, and the document's root anew so that it holds them.

        Matplotlib writes a root without them at the very start; the later one counts.
        """
        outlines = self._file.reserveObject("outlines")
        root = {"Type": Name("Catalog"), "Pages": self._file.pagesObject, "Outlines": outlines}
        root["PageMode"] = Name("UseOutlines")
        self._file.writeObject(self._file.rootObject, root)
        told = {"Type": Name("Outlines"), **self._written(self._marks, outlines)}
        self._file.writeObject(outlines, told)

    def _written(self, marks: list[_Mark], parent: Reference) -> dict[str, Any]:
        """Write bookmarks one after another; return what their parent says of them."""
        if not marks:
            return {}
        places = [self._file.reserveObject("bookmark") for _ in marks]
        for at, (mark, place) in enumerate(zip(marks, places, strict=True)):
            told = {"Title": mark.title, "Parent": parent, "Dest": [mark.page, Name("Fit")]}
            told |= {"Prev": places[at - 1]} if at else {}
            told |= {"Next": places[at + 1]} if at + 1 < len(places) else {}
            told |= self._written(mark.under, place)
            self._file.writeObject(place, told)
        return {"First": places[0], "Last": places[-1], "Count": len(marks)}
