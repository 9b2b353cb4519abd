"""The faces of a typeface as files: found by its family, or named one by one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

import matplotlib as mpl
from matplotlib.font_manager import FontProperties, findfont, get_font

from zoneplan.errors import CatalogueError

if TYPE_CHECKING:
    from collections.abc import Mapping

Face = Literal["regular", "bold", "oblique"]
FACES: tuple[Face, ...] = get_args(Face)

_SHIPPED = "DejaVu Sans"
"""Comes with matplotlib and has every Vietnamese letter."""
_SHIPPED_FILES: Mapping[Face, str] = {
    "regular": "DejaVuSans.ttf",
    "bold": "DejaVuSans-Bold.ttf",
    "oblique": "DejaVuSans-Oblique.ttf",
}
_VIETNAMESE = (
    "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệfghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵz"
)
_SIGNS = "≈≥−–…°′″“”·±%"
_NEEDED = frozenset(_VIETNAMESE + _VIETNAMESE.upper() + _SIGNS)


@dataclass(frozen=True, kw_only=True)
class Typeface:
    """The name of a typeface and the file of each face."""

    family: str
    regular: Path
    bold: Path
    oblique: Path

    def file(self, face: Face) -> Path:
        """Return the file of a face."""
        return {"regular": self.regular, "bold": self.bold, "oblique": self.oblique}[face]

    @classmethod
    def of(cls, wanted: Mapping[str, Any], file: Path) -> Typeface:
        """Return the typeface that a table of a file names, each face with all the letters needed.

        Faces that are not named are those of the family, of the regular face where there is
        none. Raises `CatalogueError`.
        """
        for key, value in wanted.items():
            if key not in {"family", *FACES} or not isinstance(value, str):
                raise CatalogueError(
                    vi=f"{file.name} [typeface]: không dùng được {key} = {value!r}. Hãy ghi "
                    f"family, hoặc {', '.join(FACES)} với tên tệp trong ngoặc kép.",
                    en=f"{file.name} [typeface]: {key} = {value!r} cannot be used. Give family, or "
                    f"{', '.join(FACES)} with a file's name in quotes.",
                )
        named = {face: file.parent / str(wanted[face]) for face in FACES if face in wanted}
        if "family" in wanted:
            faces = {face: _installed(wanted["family"], face, file) for face in FACES} | named
        else:
            usual = named.get("regular") or next(iter(named.values()))
            faces = dict.fromkeys(FACES, usual) | named
        for path in dict.fromkeys(faces.values()):
            _refuse_unfit(path, file)
        family = wanted.get("family") or _family(faces["regular"])
        return cls(family=str(family), **faces)


def _installed(family: str, face: Face, file: Path) -> Path:
    if family == _SHIPPED:
        return Path(mpl.get_data_path(), "fonts", "ttf", _SHIPPED_FILES[face])
    wanted = FontProperties(
        family=family,
        weight="bold" if face == "bold" else "normal",
        style="oblique" if face == "oblique" else "normal",
    )
    try:
        return Path(findfont(wanted, fallback_to_default=False))
    except ValueError as fault:
        raise CatalogueError(
            vi=f"{file.name} [typeface]: máy này không có phông {family!r}. Hãy cài phông, chọn "
            "phông khác, hoặc ghi tệp .ttf của nó ở regular.",
            en=f"{file.name} [typeface]: the family {family!r} is not installed. Install it, "
            "choose another, or name its .ttf file as regular.",
        ) from fault


def _refuse_unfit(path: Path, file: Path) -> None:
    if path.name in _SHIPPED_FILES.values():
        return
    letters = _letters(path)
    if letters is None:
        raise CatalogueError(
            vi=f"{file.name} [typeface]: {path} không phải tệp phông TrueType. Hãy ghi một tệp "
            ".ttf có thật.",
            en=f"{file.name} [typeface]: {path} is no TrueType file. Name a .ttf that is there.",
        )
    lacking = sorted(letter for letter in _NEEDED if ord(letter) not in letters)
    if lacking:
        some = " ".join(lacking[:8]) + (" …" if len(lacking) > 8 else "")  # noqa: PLR2004 - a few
        raise CatalogueError(
            vi=f"{file.name} [typeface]: phông {path.name} thiếu chữ tiếng Việt hoặc dấu cần dùng "
            f"({some}). Hãy chọn phông có đủ chữ tiếng Việt.",
            en=f"{file.name} [typeface]: {path.name} lacks Vietnamese letters or signs that "
            f"figures need ({some}). Choose a typeface with all Vietnamese letters.",
        )


@cache
def _letters(path: Path) -> frozenset[int] | None:
    """Return the letters of a face; None where the file is no TrueType that a PDF can embed."""
    from fontTools.ttLib import TTFont, TTLibError  # noqa: PLC0415 - only for a typeface of others

    try:
        with TTFont(path, lazy=True) as held:
            return frozenset(held.getBestCmap() or ()) if "glyf" in held else None
    except (OSError, TTLibError):
        return None


def _family(path: Path) -> str:
    return get_font(path).family_name or path.stem
