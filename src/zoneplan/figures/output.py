"""A finished figure to bytes that say from which plan they were made."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.backends.backend_svg import FigureCanvasSVG

from zoneplan.errors import OutputError
from zoneplan.figures.embedding import with_typeface

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from zoneplan.plan import Plan

# Type 42 keeps the letters' code points, so that text can be copied and searched.
PDF_SETTINGS: dict[Any, Any] = {"pdf.fonttype": 42, "pdf.use14corefonts": False}


def png(figure: Figure, plan: Plan, *, dpi: float = 180) -> bytes:
    """Return the figure as PNG at its size in millimetres, at `dpi` pixels an inch.

    Revision, as-of date and version stand in its text chunks; the same figure gives the same
    bytes.
    """
    buffer = BytesIO()
    old = figure.dpi
    figure.dpi = dpi
    try:
        # `Figure.savefig` would lay everything out twice; hinting would take as long again and
        # set text beside its halo.
        with mpl.rc_context({"text.hinting": "none"}):
            FigureCanvasAgg(figure).print_png(
                buffer,
                metadata={**_trace(plan), "Software": _software(plan)},
                pil_kwargs={"compress_level": 4},
            )
    finally:
        figure.dpi = old
    return buffer.getvalue()


def svg(figure: Figure, plan: Plan) -> bytes:
    """Return the figure as SVG with text as text and its typeface embedded.

    Revision, as-of date and version stand in its metadata.
    """
    buffer = BytesIO()
    settings: dict[Any, Any] = {
        "svg.hashsalt": "zoneplan",
        "svg.fonttype": "none",
        "svg.id": None,
        "font.sans-serif": ["DejaVu Sans"],
    }
    with mpl.rc_context(settings):
        FigureCanvasSVG(figure).print_svg(
            buffer,
            metadata={
                "Creator": _software(plan),
                "Date": None,
                "Identifier": plan.revision,
                "Description": _told(plan),
            },
        )
    return with_typeface(buffer.getvalue().decode(), figure).encode()


def pdf(figure: Figure, plan: Plan) -> bytes:
    """Return the figure as PDF of vectors with its typeface embedded, text that can be selected."""
    buffer = BytesIO()
    with mpl.rc_context(PDF_SETTINGS):
        FigureCanvasPdf(figure).print_pdf(buffer, metadata=pdf_metadata(plan))
    return buffer.getvalue()


def pdf_metadata(plan: Plan) -> dict[str, str | None]:
    """Return what a PDF says of itself: from which plan it was made, on no day of its own."""
    return {
        "Title": plan.settings.title.vi,
        "Author": plan.settings.authority.vi,
        "Subject": _told(plan),
        "Creator": _software(plan),
        "Producer": _software(plan),
        "CreationDate": None,
    }


def rendered(figure: Figure, plan: Plan, suffix: str, *, dpi: float = 180) -> bytes:
    """Return the figure in the format of a file's suffix: .png, .svg or .pdf.

    Raises `OutputError` for any other.
    """
    refuse_suffix(suffix)
    if suffix.lower() == ".png":
        return png(figure, plan, dpi=dpi)
    return svg(figure, plan) if suffix.lower() == ".svg" else pdf(figure, plan)


def refuse_suffix(suffix: str) -> None:
    """Raise `OutputError` for a suffix of which no figure is made."""
    if suffix.lower() not in {".png", ".svg", ".pdf"}:
        raise OutputError(
            vi=f"Không làm được hình dạng “{suffix}”. Hãy đặt đuôi tệp là .png, .svg hoặc .pdf.",
            en=f"No figure is made as “{suffix}”. End the file's name with .png, .svg or .pdf.",
        )


def _told(plan: Plan) -> str:
    return "; ".join(f"{key}: {value}" for key, value in _trace(plan).items())


def _trace(plan: Plan) -> dict[str, str]:
    return {key: str(value) for key, value in plan.trace().items()}


def _software(plan: Plan) -> str:
    return f"zoneplan {plan.trace()['version']}"
