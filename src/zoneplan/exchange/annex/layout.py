"""Where a coordinate table begins among the rows of an annex, and what each column holds."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from zoneplan.errors import IntakeError
from zoneplan.exchange.annex.headings import Role, datum_of, role_of
from zoneplan.exchange.numerals import is_angle, is_number, tidied

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_MOST_UPPER_ROWS = 2
_LEADING: tuple[Role, ...] = ("point", "ordinal", "code", "ring")


@dataclass(frozen=True, kw_only=True)
class PairOfColumns:
    """The easting (or longitude) and northing columns of one system, and the words over them."""

    east: int
    north: int
    label: str
    words: tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Block:
    """One table, or one of several printed side by side: its columns by what they hold."""

    pairs: tuple[PairOfColumns, ...]
    columns: Mapping[Role, int] = field(default_factory=dict)

    def cell(self, row: Sequence[str], role: Role) -> str:
        """Return a row's text in the column of a role, empty where there is none."""
        return at(row, self.columns[role]) if role in self.columns else ""


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The blocks of a table, the lines above its header, and the row that follows the header."""

    blocks: tuple[Block, ...]
    titles: tuple[str, ...]
    first: int


def at(row: Sequence[str], column: int) -> str:
    """Return the tidied text of a cell, empty where the row is too short."""
    return tidied(row[column]) if column < len(row) else ""


def is_figure(text: str) -> bool:
    """Tell whether a text is a number or an angle, not a name or a sentence."""
    return is_number(text) or is_angle(text) or is_number(text.strip("°NSEWBĐ "))


def is_header(row: Sequence[str]) -> bool:
    """Tell whether a row names a northing and an easting column."""
    roles = {role_of(cell) for cell in row}
    return {"north", "east"} <= roles


def layout_of(rows: Sequence[Sequence[str]], *, where: str) -> Layout:
    """Return where the table begins and what its columns hold.

    The header may have an upper row, whose words stand for all columns below them. Raises
    `IntakeError` where no header names a northing and an easting, or they cannot be paired.
    """
    header = next((number for number, row in enumerate(rows) if is_header(row)), None)
    if header is None:
        raise _no_header(where)
    upper = _upper_rows(rows, header)
    body = rows[header + 1 :]
    width = max((len(row) for row in body if sum(map(is_figure, row)) > 1), default=0)
    lower = _aligned(list(map(tidied, rows[header])), upper, width)
    words = _words(lower, upper)
    roles = _roles(lower, upper, words)
    blocks = tuple(_blocks(roles, lower, words, body, where))
    return Layout(
        blocks=_told_apart(blocks, upper, where),
        titles=tuple(" ".join(filter(None, map(tidied, row))) for row in rows[:header]),
        first=header + 1,
    )


def _upper_rows(rows: Sequence[Sequence[str]], header: int) -> list[list[str]]:
    """Return the header rows above the lowest, from top to bottom; titles are none."""
    upper: list[list[str]] = []
    for row in rows[max(0, header - _MOST_UPPER_ROWS) : header]:
        cells = list(map(tidied, row))
        filled = [number for number, cell in enumerate(cells) if cell]
        upper = [*upper, cells] if len(filled) > 1 or (filled and filled[0]) else []
    return upper


def _aligned(lower: list[str], upper: list[list[str]], width: int) -> list[str]:
    """Return the header with room for leading columns that only the row above names."""
    roles = [role_of(cell) for cell in upper[-1]] if upper else []
    lead = next((n for n, role in enumerate(roles) if role not in _LEADING), len(roles))
    starts = bool(lower) and role_of(lower[0]) in {"north", "east"}
    return [""] * lead + lower if starts and len(lower) + lead <= width else lower


def _words(lower: list[str], upper: list[list[str]]) -> list[str]:
    """Return all words over each column, those of merged cells above it too."""
    width = max(map(len, [lower, *upper]))
    words = [""] * width
    for row in upper:
        last = ""
        for column in range(width):
            last = at(row, column) or last
            own = last if at(lower, column) else at(row, column)
            words[column] = f"{words[column]} {own}".strip()
    return [f"{above} {at(lower, column)}".strip() for column, above in enumerate(words)]


def _roles(lower: list[str], upper: list[list[str]], words: list[str]) -> list[Role | None]:
    found: list[Role | None] = []
    for column, full in enumerate(words):
        above = next((role_of(at(row, column)) for row in reversed(upper) if at(row, column)), None)
        found.append(role_of(at(lower, column)) or role_of(full) or above)
    return found


def _blocks(
    roles: list[Role | None],
    lower: list[str],
    words: list[str],
    body: Sequence[Sequence[str]],
    where: str,
) -> Iterator[Block]:
    columns: dict[Role, int] = {}
    pairs: list[PairOfColumns] = []
    waiting: int | None = None
    for column, role in enumerate(roles):
        if role in {"point", "ordinal"} and role in columns and pairs:
            yield Block(pairs=tuple(pairs), columns=columns)
            columns, pairs = {}, []
        if role in {"north", "east"}:
            if waiting is None:
                waiting = column
                continue
            if roles[waiting] == role:
                raise _not_paired(words, where)
            east, north = (waiting, column) if role == "north" else (column, waiting)
            label = f"{words[waiting]} / {words[column]}"
            names = (at(lower, east) or words[east], at(lower, north) or words[north])
            pairs.append(PairOfColumns(east=east, north=north, label=label, words=names))
            waiting = None
        elif role is not None and (role != "edge" or _more_figures(body, column, columns)):
            columns[role] = column
    if waiting is not None or not pairs:
        raise _not_paired(words, where)
    yield Block(pairs=tuple(pairs), columns=columns)


def _more_figures(body: Sequence[Sequence[str]], column: int, columns: Mapping[Role, int]) -> bool:
    """Tell whether a column holds lengths rather than names such as 1–2."""
    own = sum(is_number(at(row, column)) for row in body)
    other = sum(is_number(at(row, columns["edge"])) for row in body) if "edge" in columns else 0
    return own >= other


def _told_apart(blocks: tuple[Block, ...], upper: list[list[str]], where: str) -> tuple[Block, ...]:
    """Return the blocks; those of another datum become further pairs of the first."""
    datums = [[datum_of(pair.label) for pair in block.pairs] for block in blocks]
    if len(blocks) > 1 and len({tuple(names) for names in datums}) == len(blocks):
        pairs = tuple(pair for block in blocks for pair in block.pairs)
        blocks = (Block(pairs=pairs, columns=blocks[0].columns),)
    if len({len(block.pairs) for block in blocks}) > 1:
        raise _not_alike(where)
    return tuple(
        Block(pairs=_labelled(block, upper, where), columns=block.columns) for block in blocks
    )


def _labelled(block: Block, upper: list[list[str]], where: str) -> tuple[PairOfColumns, ...]:
    """Return a block's pairs with labels that differ: merged cells stand in the pairs' order."""
    merged = [cell for row in upper for cell in row if datum_of(cell)]
    if len(merged) == len(block.pairs) > 1:
        return tuple(
            replace(pair, label=f"{cell}: {' / '.join(pair.words)}")
            for pair, cell in zip(block.pairs, merged, strict=True)
        )
    labels = {datum_of(pair.label) or pair.label for pair in block.pairs}
    if len(labels) < len(block.pairs):
        raise _not_alike(where)
    return block.pairs


def _no_header(where: str) -> IntakeError:
    return IntakeError(
        vi=f"{where}: không thấy dòng tiêu đề có cột X và Y (hoặc vĩ độ và kinh độ). "
        "Hãy đặt tên cột phía trên các con số.",
        en=f"{where}: no header names the columns X and Y (or latitude and longitude). "
        "Put their names above the figures.",
    )


def _not_paired(words: list[str], where: str) -> IntakeError:
    return IntakeError(
        vi=f"{where}: không ghép được cột X với cột Y trong {words}. Mỗi X cần đúng một Y.",
        en=f"{where}: cannot pair the columns X and Y of {words}. Each X needs one Y.",
    )


def _not_alike(where: str) -> IntakeError:
    return IntakeError(
        vi=f"{where}: có nhiều cặp cột tọa độ nhưng tiêu đề không nói cặp nào thuộc hệ nào. "
        "Hãy ghi VN-2000 hoặc WGS-84 trên từng cặp.",
        en=f"{where}: there are several pairs of coordinate columns, but the header does not say "
        "which is in which system. Write VN-2000 or WGS-84 above each pair.",
    )
