"""What a sheet tells of one feature, in finished words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneplan.catalogue import Layer


@dataclass(frozen=True, kw_only=True)
class Block:
    """A table under its title. `widths` are the shares of its columns in its width.

    `figures` are the columns that are aligned to the right; `note` stands under the title, and
    alone where there is no row. A row of one cell goes across; headings stand above each column.
    """

    title: str
    widths: tuple[float, ...] = (1.0,)
    rows: tuple[tuple[str, ...], ...] = ()
    headings: tuple[str, ...] = ()
    figures: frozenset[int] = frozenset()
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One feature: how it is called, its status in one word, whether its outline is known."""

    layer: Layer
    code: str
    name: str
    status: str
    has_outline: bool
    blocks: tuple[Block, ...] = ()
