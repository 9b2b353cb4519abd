import geopandas as gpd
import pytest

from zoneplan import analysis
from zoneplan.report.compared import Told
from zoneplan.report.variants import variants_content
from zoneplan.webmap.variants import variants_page

LAYER = "industrial_zones"


def page_of(plan):
    """The first three hostile features as variants, set against the rest of their layer."""
    layer = plan.catalogue.layers[LAYER]
    features = analysis.features_of(plan, layer)
    outlines = gpd.GeoDataFrame(features.iloc[:3].reset_index(drop=True))
    seen = analysis.compared(outlines, None, [analysis.Beside(about=LAYER, features=features)])
    told = Told(
        plan=plan,
        outlines=outlines.drop(columns="geometry"),
        titles={LAYER: layer.title},
        measures=seen.measures,
        met=seen.met,
        differences=seen.differences,
    )
    return variants_page(plan, outlines, seen.differences, variants_content(told), lang="vi")


@pytest.mark.browser
def test_a_page_of_variants_asks_for_nothing_and_complains_of_nothing(visit, hostile_plan):
    page = visit(page_of(hostile_plan))
    assert page.faults == []
    assert "onerror=alert(1)" in page.inner_text("main")
    assert page.locator("img, script, b").count() == 0
    assert page.locator("svg.view").count() == 6
