"""A finished figure to bytes that say from which plan they were made."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG

from zoneplan.figures.typeface import FAMILIES

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from zoneplan.plan import Plan


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
    """Return the figure as SVG with text as text; revision, as-of date, version in its metadata."""
    buffer = BytesIO()
    settings: dict[Any, Any] = {
        "svg.hashsalt": "zoneplan",
        "svg.fonttype": "none",
        "svg.id": None,
        "font.sans-serif": FAMILIES[:1],
    }
    with mpl.rc_context(settings):
        FigureCanvasSVG(figure).print_svg(
            buffer,
            metadata={
                "Creator": _software(plan),
                "Date": None,
                "Identifier": plan.revision,
                "Description": "; ".join(f"{key}: {value}" for key, value in _trace(plan).items()),
            },
        )
    return buffer.getvalue()


def _trace(plan: Plan) -> dict[str, str]:
    return {key: str(value) for key, value in plan.trace().items()}


def _software(plan: Plan) -> str:
    return f"zoneplan {plan.trace()['version']}"
