"""The only room that opens the plan's files, and the only one that writes any file."""

from zoneplan.store.changelog import FIRST
from zoneplan.store.copies import PlanCopies
from zoneplan.store.editing import apply
from zoneplan.store.history import moment_of, read_changes, read_revisions
from zoneplan.store.output import drafted, read_bytes, write_all
from zoneplan.store.reading import read_plan
from zoneplan.store.revisions import mark, record
from zoneplan.store.settings import Derivation, Intake, open_elsewhere, read_intake, read_settings
from zoneplan.store.shares import on_network_share
from zoneplan.store.undoing import undo_code, undo_revision

__all__ = [
    "FIRST",
    "Derivation",
    "Intake",
    "PlanCopies",
    "apply",
    "drafted",
    "mark",
    "moment_of",
    "on_network_share",
    "open_elsewhere",
    "read_bytes",
    "read_changes",
    "read_intake",
    "read_plan",
    "read_revisions",
    "read_settings",
    "record",
    "undo_code",
    "undo_revision",
    "write_all",
]
