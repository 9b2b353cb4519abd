"""The coordinate table of a feature as decisions print it: Excel, Word, CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zoneplan.report.annex.content import Annex, annex_of
from zoneplan.report.annex.document import annex_docx
from zoneplan.report.annex.table import annex_csv
from zoneplan.report.annex.workbook import annex_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["ANNEXES", "Annex", "annex_of"]

ANNEXES: Mapping[str, Callable[[Annex], bytes]] = {
    ".xlsx": annex_xlsx,
    ".docx": annex_docx,
    ".csv": annex_csv,
}
"""From suffix to the function that lays the table out."""
