"""Finished tables: status, areas and ledger, totals, changes, claims, targets, what meets what."""

from zoneplan.analysis.aims import aims_table
from zoneplan.analysis.area import area_table
from zoneplan.analysis.changes import changes_between
from zoneplan.analysis.claims import claims_table
from zoneplan.analysis.derived import Side, part_of
from zoneplan.analysis.features import features_of
from zoneplan.analysis.indicators import indicators_table
from zoneplan.analysis.land import land_table
from zoneplan.analysis.ledger import official_areas_table
from zoneplan.analysis.nearness import nearest_table
from zoneplan.analysis.overlay import overlay
from zoneplan.analysis.progress import progress_table
from zoneplan.analysis.status import status_table
from zoneplan.analysis.targets import targets_table
from zoneplan.analysis.totals import totals_table
from zoneplan.analysis.variants import Beside, Compared, compared
from zoneplan.plan import Ledger, Plan, Stated, Tables

__all__ = [
    "Beside",
    "Compared",
    "Side",
    "aims_table",
    "area_table",
    "changes_between",
    "claims_table",
    "compared",
    "features_of",
    "indicators_table",
    "land_table",
    "ledger_of",
    "nearest_table",
    "official_areas_table",
    "overlay",
    "part_of",
    "progress_table",
    "stated_of",
    "status_table",
    "tables_of",
    "targets_table",
    "totals_table",
]


def ledger_of(plan: Plan) -> Ledger:
    """Return the finished tables of what there is, as of the plan's day."""
    status, area = status_table(plan), area_table(plan)
    return Ledger(status=status, area=area, totals=totals_table(plan, status=status, area=area))


def stated_of(plan: Plan) -> Stated:
    """Return the finished tables that the map page shows, as of the plan's day."""
    return Stated(
        status=status_table(plan),
        area=area_table(plan),
        claims=claims_table(plan),
        targets=targets_table(plan),
    )


def tables_of(plan: Plan) -> Tables:
    """Return all finished tables of a plan, as of its day."""
    return Tables(**vars(ledger_of(plan)), claims=claims_table(plan), targets=targets_table(plan))
