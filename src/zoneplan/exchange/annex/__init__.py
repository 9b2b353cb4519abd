"""A coordinate table as a decision's annex prints it: read right, or refused with a sentence."""

from zoneplan.exchange.annex.agreement import disagreements
from zoneplan.exchange.annex.model import Annex, ColumnPair, Ring, Stated
from zoneplan.exchange.annex.outline import outline_of
from zoneplan.exchange.annex.reading import read_annex

__all__ = ["Annex", "ColumnPair", "Ring", "Stated", "disagreements", "outline_of", "read_annex"]
