"""QGIS at home in the plan's files: styles, forms and the meaning of columns."""

from zoneplan.store.qgis.tables import put_styles, refresh

__all__ = ["put_styles", "refresh"]
