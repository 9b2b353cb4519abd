"""Geometry to numbers: hectares, metres, degrees; which outlines meet and how surely."""

from zoneplan.measure.angles import corner_angles_deg
from zoneplan.measure.compactness import compactness, hull_share
from zoneplan.measure.ellipsoid import (
    M2_PER_HA,
    code_of,
    geodesic_area_ha,
    geodesic_length_m,
    grid_area_ha,
    in_wgs84,
)
from zoneplan.measure.flat_area import Areas, areas_m2
from zoneplan.measure.laid import Laid
from zoneplan.measure.meeting import meetings, sureness
from zoneplan.measure.moves import boundary_moved_m, farthest_m, farthest_move
from zoneplan.measure.nearest import nearest, within_reach
from zoneplan.measure.rings import Rings, rings_of
from zoneplan.measure.trust import area_agreement, area_dependence, uncertainty_m
from zoneplan.measure.width import NO_WIDTH_M, made_valid, valid_shapes, wider_than
from zoneplan.measure.wkb import Wkb

__all__ = [
    "M2_PER_HA",
    "NO_WIDTH_M",
    "Areas",
    "Laid",
    "Rings",
    "Wkb",
    "area_agreement",
    "area_dependence",
    "areas_m2",
    "boundary_moved_m",
    "code_of",
    "compactness",
    "corner_angles_deg",
    "farthest_m",
    "farthest_move",
    "geodesic_area_ha",
    "geodesic_length_m",
    "grid_area_ha",
    "hull_share",
    "in_wgs84",
    "made_valid",
    "meetings",
    "nearest",
    "rings_of",
    "sureness",
    "uncertainty_m",
    "valid_shapes",
    "wider_than",
    "within_reach",
]
