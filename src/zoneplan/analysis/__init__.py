"""Finished tables: status on a day, areas with their difference, totals, changes between states."""

from zoneplan.analysis.area import area_table
from zoneplan.analysis.changes import changes_between
from zoneplan.analysis.status import status_table
from zoneplan.analysis.totals import totals_table
from zoneplan.plan import Plan, Tables

__all__ = ["area_table", "changes_between", "status_table", "tables_of", "totals_table"]


def tables_of(plan: Plan) -> Tables:
    """Return all finished tables of a plan, as of its day."""
    status, area = status_table(plan), area_table(plan)
    return Tables(status=status, area=area, totals=totals_table(plan, status=status, area=area))
