"""Areas declared and measured, their difference and its verdict; what the outline rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zoneplan.change import is_empty

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zoneplan.figures.atlas import Block
    from zoneplan.workflows.entries.subject import Subject

_DECLARED = "declared_area_ha"
_STATED = (_DECLARED, "estimated_area_ha", "declared_land_and_water_ha", "area_source")
_OUTLINE = ("boundary_basis", "boundary_uncertainty_m", "boundary_source")
AREA_COLUMNS = (*_STATED, *_OUTLINE)
"""The columns that are told here, and not among the other facts."""


def areas(subject: Subject) -> Block:
    """Return what is known of a feature's area."""
    return subject.block("areas", _rows(subject))


def _rows(subject: Subject) -> Iterator[tuple[str, str]]:
    teller = subject.teller
    if _DECLARED in subject.columns and is_empty(subject.row.get(_DECLARED)):
        title = teller.voice.say(subject.columns[_DECLARED].title)
        yield title, teller.say("common", "not_declared")
    yield from _held(subject, _STATED)
    yield from _official(subject)
    for name, key in (("geodesic_area_ha", "geodesic_area"), ("grid_area_ha", "grid_area")):
        if subject.area[name] is not None:
            yield teller.say("common", key), teller.hectares(subject.area[name])
    yield from _ledger(subject)
    yield from _held(subject, _OUTLINE)


def _held(subject: Subject, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        if name in subject.columns and not is_empty(subject.row.get(name)):
            yield subject.told(subject.columns[name], subject.row[name])


def _official(subject: Subject) -> Iterator[tuple[str, str]]:
    """Yield each area that was stated officially, with its day."""
    teller = subject.teller
    for row in teller.official_areas.get(subject.code, []):
        label = f"{teller.say('atlas', 'official_area')} {teller.day(row['as_of'])}"
        yield label.strip(), subject.grounded(f"{teller.voice.stated(row['area_ha'])} ha", row)


def _ledger(subject: Subject) -> Iterator[tuple[str, str]]:
    area, teller = subject.area, subject.teller
    if area["difference_ha"] is not None:
        words = teller.hectares(area["difference_ha"])
        if area["difference_pct"] is not None:
            words += f" ({teller.voice.number(area['difference_pct'], decimals=2)} %)"
        yield teller.say("common", "difference"), words
    if area["tolerance_pct"] is not None:
        yield (
            teller.say("common", "heading_tolerance"),
            teller.voice.stated(area["tolerance_pct"]),
        )
    verdict = [teller.coded("verdict", area["verdict"])]
    if area["reason"]:
        verdict.append(teller.coded("verdict_reason", area["reason"]))
    yield teller.say("common", "verdict"), ": ".join(verdict)
    if area["explanation"]:
        signed = (area["explanation"], area["signed_by"], teller.day(area["signed_on"]))
        yield (
            teller.say("common", "heading_explanation"),
            "; ".join(str(each) for each in signed if each),
        )
