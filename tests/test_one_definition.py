"""Colours, hatch and names have one definition: change it in the catalogue, and all follow."""

from datetime import date
from importlib import resources
from xml.etree import ElementTree as ET

import pytest
from matplotlib.colors import to_hex

from zoneplan import analysis, figures, store, webmap
from zoneplan.store.qgis import symbols

PURPLE, IN_QGIS = "#7b2fbe", "123,47,190,255"


@pytest.fixture
def catalogue(copied_plan):
    """The folder of a catalogue of the plan's own."""
    settings = copied_plan / "zoneplan.toml"
    text = settings.read_text(encoding="utf-8")
    own = text.replace("[plan]\n", '[plan]\ncatalogue = "catalogue"\n', 1)
    settings.write_text(own, encoding="utf-8")
    (copied_plan / "catalogue").mkdir()
    return copied_plan / "catalogue"


def outputs(folder, layer):
    """The figure's colours and words, the page, and the QGIS style of a layer."""
    plan = store.read_plan(folder, as_of=date(2023, 12, 18))
    tables = analysis.tables_of(plan)
    figure = figures.overview(plan, tables, lang="vi")
    drawn = figure.findobj(lambda artist: hasattr(artist, "get_edgecolor"))
    paints = {
        to_hex(paint) for each in drawn for paint in (each.get_edgecolor(), each.get_facecolor())
    }
    words = [each.get_text() for each in figure.findobj(lambda each: hasattr(each, "get_text"))]
    style = symbols.renderer(plan.catalogue, plan.catalogue.layers[layer], "vi", legal=False)
    qgis = ET.tostring(style, encoding="unicode").replace(IN_QGIS, PURPLE)
    return " ".join([*paints, *words]), webmap.render(plan, tables, (), lang="vi"), qgis


@pytest.mark.parametrize(
    ("row", "layer"),
    [
        ("[ground]\nquay = {!r}", "quays"),
        ("[status.building]\nfill = {!r}", "berths"),
        ("[status.building]\nhatch = {{ pattern = 'grid', spacing = 8, colour = {!r} }}", "berths"),
    ],
)
def test_a_colour_is_the_same_in_figure_page_and_qgis(catalogue, row, layer):
    assert not any(PURPLE in output for output in outputs(catalogue.parent, layer))
    (catalogue / "styles.toml").write_text(row.format(PURPLE), encoding="utf-8")
    assert all(PURPLE in output for output in outputs(catalogue.parent, layer))


def test_a_status_has_the_same_name_in_figure_page_and_qgis(catalogue):
    shipped = resources.files("zoneplan.catalogue") / "data" / "statuses.toml"
    text = shipped.read_text(encoding="utf-8").replace('"đang thi công"', '"đang đóng cọc"')
    (catalogue / "statuses.toml").write_text(text, encoding="utf-8")
    said = [output.replace("\n", " ") for output in outputs(catalogue.parent, "berths")]
    assert all("đang đóng cọc" in output for output in said)
