"""What the words over a coordinate table say: the role of each column, and its system.

X is the northing and Y the easting, as in every Vietnamese table. Words are compared without
diacritics, in any case, without line breaks and units.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Literal, get_args

from zoneplan.crs import VN2000_GEOGRAPHIC, VN2000_TM3, VN2000_UTM, WGS84
from zoneplan.exchange.numerals import tidied

if TYPE_CHECKING:
    from collections.abc import Mapping

Role = Literal["north", "east", "point", "ordinal", "edge", "code", "ring", "note"]
Datum = Literal["VN-2000", "WGS 84", "HN-72"]
ROLES: tuple[Role, ...] = get_args(Role)

_WORDS: Mapping[Role, str] = {
    "north": "x|n|b|φ|phi|lat|latitude|northing|north|bắc|x bắc|tọa độ x|tọa độ n|tọa độ b|vĩ độ"
    "|vĩ độ b|vĩ độ n|vĩ độ bắc|vĩ độ φ|vĩ tuyến|tọa độ bắc|x northing|northing x|start x|lat n",
    "east": "y|e|l|λ|lambda|lon|long|lng|longitude|easting|east|đông|y đông|tọa độ y|tọa độ e"
    "|tọa độ l|kinh độ|kinh độ l|kinh độ e|kinh độ đ|kinh độ đông|kinh độ λ|kinh tuyến"
    "|tọa độ đông|y easting|easting y|long e|lon e",
    "point": "điểm|tên điểm|tên các điểm|số hiệu|số hiệu điểm|số hiệu mốc|mốc|tên mốc|ký hiệu"
    "|ký hiệu mốc|ký hiệu điểm|mã điểm|mã mốc|điểm góc|tên điểm góc|góc|đỉnh|tên đỉnh|số hiệu đỉnh"
    "|đỉnh thửa|điểm số|điểm mốc|mốc giới|tên mốc giới|số hiệu mốc giới|điểm khép góc|số điểm"
    "|point|point name|point no|point id|points|vertex|corner|pt|name|mark",
    "ordinal": "stt|tt|số tt|số thứ tự|thứ tự|no|nr|id|fid|#|so tt",
    "edge": "khoảng cách|cự ly|chiều dài|chiều dài cạnh|cạnh|cạnh dài|dài cạnh|độ dài|độ dài cạnh"
    "|kích thước cạnh|s|d|distance|length|edge|edge length|side|khoảng cách cạnh|side length",
    "code": "code|mã|mã khu|mã số|mã vùng|mã thửa|mã đối tượng|feature|feature code|zone code",
    "ring": "khu|vùng|thửa|phần|vòng|tên khu|khu vực|tên khu vực|lô|mảnh|ring|part|parcel",
    "note": "ghi chú|ghi chu|chú thích|note|notes|remark|remarks",
}
_DATUMS: Mapping[Datum, re.Pattern[str]] = {
    "VN-2000": re.compile(r"\bvn\W?2000\b|\bviet\s?nam\W?2000\b"),
    "WGS 84": re.compile(r"\bwgs\W?(19)?84\b|\bgps\b"),
    "HN-72": re.compile(r"\bhn\W?(19)?72\b|\bha\s?noi\W?(19)?72\b"),
}
_MERIDIAN = re.compile(
    r"\b(?:kinh tuyen (?:truc|trung uong|giua)|ktt\w?|kttu|central meridian|meridian|cm)\b\W*?"
    r"(\d{3})(?:[.,](\d+))?\s*(?:°|o\b|do\b|-)?\s*(?:(\d{1,2})\s*(?:'|phut|\b))?"
)
_WIDTH = re.compile(r"\b(?:mui(?: chieu)?|zone width|tm|utm)\W*?([36])\s*(?:°|o\b|do\b|\b)")
_UTM = re.compile(r"\butm\b\W*(?:zone|mui)?\W*(48|49)?")
_EPSG = re.compile(r"\bepsg\W*(\d{4,6})\b")
_ANGULAR = re.compile(r"\b(vi do|kinh do|lat\w*|lon\w*|lng|phi|lambda|vi tuyen)\b|[φλ]|^[bl]$")
_WIDE = 6
_UTM_MERIDIANS = {105.0: 0, 111.0: 1}
_WGS84_UTM = ("EPSG:32648", "EPSG:32649")
_HN72_GEOGRAPHIC = "EPSG:4147"
_HN72_GAUSS = ("EPSG:2044", "EPSG:2045")


def bare(text: str) -> str:
    """Return a text in lower case without diacritics: `Tọa độ` becomes `toa do`."""
    apart = unicodedata.normalize("NFD", tidied(text).casefold())
    return "".join(c for c in apart if not unicodedata.combining(c)).replace("đ", "d")


_ROLE_OF: Mapping[str, Role] = {
    bare(word): role for role in ROLES for word in _WORDS[role].split("|")
}


def role_of(heading: str) -> Role | None:
    """Return what a column holds by the words over it, None where they do not say."""
    text = bare(heading)
    for known in (*_DATUMS.values(), _MERIDIAN, _WIDTH, _EPSG):
        text = known.sub(" ", text)
    text = re.sub(r"\([^)]*\)|\[[^\]]*\]|\bhe(?: quy chieu| toa do)?\b", " ", text)
    text = " ".join(re.sub(r"[^\w#φλ ]|_", " ", text).split())
    return _ROLE_OF.get(text) or _ROLE_OF.get(re.sub(r" (m|met|metres?|meters?|do)$", "", text))


def is_angular(heading: str) -> bool:
    """Tell whether a heading speaks of latitude or longitude."""
    return _ANGULAR.search(bare(heading)) is not None


def datum_of(text: str) -> Datum | None:
    """Return the one datum that a text names, None where it names none or several."""
    named = [name for name, words in _DATUMS.items() if words.search(bare(text))]
    return named[0] if len(named) == 1 else None


def system_of(text: str, *, angular: bool) -> str | None:
    """Return the EPSG code of the system that a text names, None where it does not name one.

    A projected system needs datum and central meridian; 105° needs the width of its zone too.
    """
    plain = bare(text)
    code = _EPSG.search(plain)
    if code is not None:
        return f"EPSG:{code[1]}"
    datum = datum_of(text)
    if angular:
        geographic = {"VN-2000": VN2000_GEOGRAPHIC, "WGS 84": WGS84, "HN-72": _HN72_GEOGRAPHIC}
        return geographic[datum] if datum else None
    return _projected(plain, datum)


def _projected(plain: str, datum: Datum | None) -> str | None:
    meridian, width = meridian_of(plain), _width(plain)
    utm = _UTM.search(plain)
    zone = _UTM_MERIDIANS.get(meridian) if meridian is not None else None
    if utm is not None and utm[1]:
        zone, width = int(utm[1]) - 48, _WIDE
    if width == _WIDE and zone is not None and datum is not None:
        sixes = {"VN-2000": VN2000_UTM, "WGS 84": _WGS84_UTM, "HN-72": _HN72_GAUSS}
        return sixes[datum][zone]
    if datum != "VN-2000" or meridian is None or width == _WIDE:
        return None
    return None if zone is not None and width is None else VN2000_TM3.get(meridian)


def meridian_of(plain: str) -> float | None:
    """Return the central meridian in degrees that a bare text names, None where there is none."""
    found = _MERIDIAN.search(plain)
    if found is None:
        return None
    degrees, tenths, minutes = found.groups()
    return float(f"{degrees}.{tenths or 0}") + (float(minutes) / 60 if minutes else 0)


def _width(plain: str) -> int | None:
    found = {int(match[1]) for match in _WIDTH.finditer(plain)}
    return found.pop() if len(found) == 1 else None
