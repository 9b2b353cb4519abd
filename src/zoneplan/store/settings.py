"""`zoneplan.toml`: whose plan it is, and from which annexes it was made."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zoneplan.catalogue import Catalogue, load_catalogue
from zoneplan.crs import HAI_PHONG, geographic
from zoneplan.errors import CatalogueError, PlanError
from zoneplan.language import Text, normalised
from zoneplan.plan import LayerSettings, Settings

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME = "zoneplan.toml"


@dataclass(frozen=True, kw_only=True)
class Derivation:
    """A part of what is brought in already: a feature's outline within or outside a layer."""

    layer: str
    code: str
    by: str
    outside: bool


@dataclass(frozen=True, kw_only=True)
class Intake:
    """One step of making the plan: which annex goes into which layer, and how.

    `table` holds the attributes; `boundaries` is a pattern of coordinate tables, one a feature,
    with `{code}` where the file name has it; `points` and `line` name the columns in which a
    table has its own coordinates; `crs` is the system that the annex states; `set` gives values
    that hold for every row. `derive` makes one row from other steps instead of an annex.
    """

    layer: str
    table: str | None = None
    boundaries: str | None = None
    points: tuple[str, ...] = ()
    line: tuple[str, ...] = ()
    crs: str | None = None
    set: tuple[tuple[str, object], ...] = ()
    derive: Derivation | None = None


def read_settings(folder: Path) -> tuple[Settings, Catalogue]:
    """Return a plan's settings and its catalogue.

    Raises `PlanError` where the folder holds no plan, `CatalogueError` where its file is wrong.
    """
    table = _toml(folder)
    try:
        own = table["plan"].get("catalogue")
        settings = Settings(
            derived=_derived(table),
            title=_text(table["plan"]["title"]),
            authority=_text(table["plan"]["authority"]),
            crs=table["plan"].get("crs", HAI_PHONG),
            dated=table["plan"]["dated"],
            editions=tuple(table["plan"].get("editions", ())),
            window=_window(table["plan"]["window"]) if "window" in table["plan"] else None,
            layers={
                name: LayerSettings(
                    confirmed=row["confirmed"].isoformat() if "confirmed" in row else None,
                    source=row.get("source"),
                    lacks=_text(row["lacks"]) if "lacks" in row else None,
                )
                for name, row in table.get("layers", {}).items()
            },
        )
    except (KeyError, TypeError, AttributeError, ValueError) as fault:
        raise _wrong(folder, fault) from fault
    geographic(settings.crs)
    return settings, load_catalogue(folder / own if own else None)


def _window(row: list[float]) -> tuple[float, float, float, float]:
    west, south, east, north = map(float, row)
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):  # noqa: PLR2004 - degrees
        message = "window = [west, south, east, north]"
        raise ValueError(message)
    return west, south, east, north


def _derived(table: dict[str, Any]) -> dict[str, frozenset[str]]:
    """Return for each layer with derived rows the layers from which these are made."""
    made: dict[str, frozenset[str]] = {}
    for row in table.get("intake", ()):
        if "derive" in row:
            derive = _derivation(row["derive"])
            made[row["layer"]] = made.get(row["layer"], frozenset()) | {derive.layer, derive.by}
    return made


def read_intake(folder: Path) -> tuple[Intake, ...]:
    """Return the steps by which the plan in a folder is made from its annexes."""
    try:
        return tuple(
            Intake(
                layer=row["layer"],
                table=row.get("table"),
                boundaries=row.get("boundaries"),
                points=tuple(row.get("points", ())),
                line=tuple(row.get("line", ())),
                crs=row.get("crs"),
                set=tuple(row.get("set", {}).items()),
                derive=_derivation(row["derive"]) if "derive" in row else None,
            )
            for row in _toml(folder).get("intake", ())
        )
    except (KeyError, TypeError, AttributeError, ValueError) as fault:
        raise _wrong(folder, fault) from fault


def _derivation(row: dict[str, str]) -> Derivation:
    side = "outside" if "outside" in row else "within"
    if {"within", "outside"} <= set(row):
        message = "derive = { within … | outside … }"
        raise ValueError(message)
    return Derivation(layer=row["layer"], code=row["code"], by=row[side], outside=side == "outside")


def open_elsewhere(folder: Path) -> tuple[str, ...]:
    """Return the plan's files that another program has open for editing, as QGIS does."""
    return tuple(sorted(path.name[: -len("-wal")] for path in folder.glob("*.gpkg-wal")))


def _toml(folder: Path) -> dict[str, Any]:
    path = folder / FILE_NAME
    try:
        return tomllib.loads(normalised(path.read_text(encoding="utf-8-sig")))
    except (FileNotFoundError, NotADirectoryError) as fault:
        raise PlanError(
            vi=f"Thư mục {folder} không có {FILE_NAME}, nên không phải là một đồ án zoneplan. "
            "Hãy chỉ đúng thư mục bằng --plan, hoặc tạo mới bằng `zoneplan init`.",
            en=f"The folder {folder} has no {FILE_NAME}, so it holds no plan. "
            "Name the right folder with --plan, or make one with `zoneplan init`.",
        ) from fault
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as fault:
        raise _wrong(folder, fault) from fault


def _text(row: dict[str, str]) -> Text:
    return Text(vi=row["vi"], en=row["en"])


def _wrong(folder: Path, fault: Exception) -> CatalogueError:
    path = folder / FILE_NAME
    return CatalogueError(
        vi=f"{path} chưa đúng: {fault}. Hãy sửa mục này.",
        en=f"{path} is wrong: {fault}. Correct this entry.",
    )
