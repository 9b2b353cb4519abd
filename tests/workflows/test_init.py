import csv

import pandas as pd
import pytest
import shapely

from zoneplan import gpkg, store
from zoneplan.errors import CatalogueError, IntakeError, OutputError
from zoneplan.language import BOTH, Text
from zoneplan.workflows.init import init

IN_BOTH_LANGUAGES = {"note", "authority", "about", "locator", "rights"}
DATA_COLUMNS_OF_LINES = {"start_X", "start_Y", "end_X", "end_Y", "lat", "lon"}


def test_the_same_annexes_give_the_same_bytes_twice(geodata, tmp_path):
    one, other = (init(tmp_path / name, source=geodata) for name in ("a", "b"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]


def test_the_shipped_plan_is_what_its_annexes_make(geodata, tmp_path, hai_phong):
    init(tmp_path / "again", source=geodata)
    again = store.read_plan(tmp_path / "again", as_of=hai_phong.as_of)
    assert again.revision == hai_phong.revision


def test_a_new_folder_can_make_the_plan_again(geodata, tmp_path):
    init(tmp_path / "a", source=geodata)
    for path in (tmp_path / "a").glob("*.gpkg"):
        path.unlink()
    assert len(init(tmp_path / "a", source=tmp_path / "a")) == 5


def test_nothing_is_made_over_an_existing_plan(copied_plan):
    before = (copied_plan / "register.gpkg").read_bytes()
    with pytest.raises(OutputError, match="not overwritten"):
        init(copied_plan, source=copied_plan)
    assert (copied_plan / "register.gpkg").read_bytes() == before


def test_a_wrong_annex_leaves_nothing_behind(copied_plan, tmp_path):
    (copied_plan / "annexes" / "boundaries" / "DOSON.csv").unlink()
    with pytest.raises(
        IntakeError, match="DOSON has the boundary basis 'placeholder' but no coordinate"
    ):
        init(tmp_path / "new", source=copied_plan)
    assert not (tmp_path / "new").exists()


def test_an_event_for_nobody_is_refused(copied_plan, tmp_path):
    with (copied_plan / "annexes" / "status_events.csv").open("a", encoding="utf-8") as file:
        file.write("NOBODY,2020,year,filled,since,sourced,heza-2023,,\n")
    with pytest.raises(IntakeError, match="no layer has the code NOBODY"):
        init(tmp_path / "new", source=copied_plan)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ('layer = "rivers", code = "NHP", within = "land"', "'rivers' is no layer of areas"),
        ('layer = "economic_zones", code = "NHP", within = "nowhere"', "'nowhere' is no layer"),
        ('layer = "economic_zones", code = "DVCH", within = "land"', "no outline of DVCH"),
        ('layer = "economic_zones", code = "XXX", within = "land"', "no outline of XXX"),
        ('layer = "economic_zones", code = "NHP", within = "berths"', "nothing is left"),
    ],
)
def test_a_variant_that_does_not_follow_is_refused(copied_plan, tmp_path, wrong, told):
    settings(copied_plan, 'layer = "economic_zones", code = "NHP", within = "land"', wrong)
    with pytest.raises(IntakeError, match=told):
        init(tmp_path / "new", source=copied_plan)
    assert not (tmp_path / "new").exists()


def test_a_variant_may_not_say_that_it_is_surer(copied_plan, tmp_path):
    settings(copied_plan, 'code = "NHP-DAT",', 'code = "NHP-DAT", boundary_basis = "official",')
    with pytest.raises(IntakeError, match="leave boundary_basis out of set"):
        init(tmp_path / "new", source=copied_plan)


@pytest.mark.parametrize("side", ["", ', within = "land", outside = "land"'])
def test_a_variant_is_cut_on_one_side(copied_plan, tmp_path, side):
    settings(copied_plan, ', within = "land"', side)
    with pytest.raises(CatalogueError, match="within"):
        init(tmp_path / "new", source=copied_plan)


def settings(folder, old, new):
    """Change one text in the plan's settings."""
    path = folder / "zoneplan.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_shipped_variants_are_the_zone_cut_at_the_shore(hai_phong):
    variants = hai_phong.frame("alternatives").set_index("code")
    whole = hai_phong.frame("economic_zones").set_index("code").geometry["NHP"]
    land = shapely.union_all(hai_phong.frame("land").geometry.to_numpy())
    on_land, at_sea = variants.geometry["NHP-DAT"], variants.geometry["NHP-BIEN"]
    assert shapely.difference(on_land, land.buffer(0.01)).is_empty
    assert shapely.difference(at_sea, whole.buffer(0.01)).is_empty
    assert shapely.intersection(at_sea, land.buffer(-0.01)).is_empty
    rest = shapely.difference(whole, shapely.union(on_land, at_sea), grid_size=0.01)
    assert rest.buffer(-150).is_empty
    assert set(variants["boundary_basis"]) == {"schematic"}
    assert set(variants["boundary_uncertainty_m"]) == {3500.0}


def test_the_status_column_is_the_newest_event(geodata):
    with gpkg.opened_in_distrust(geodata / "nam_hai_phong.gpkg") as connection:
        rows = dict(connection.execute("SELECT code, status FROM economic_zones"))
    assert rows == {"NHP": "established", "DVCH": "established"}


def test_the_annexes_are_the_facts(facts, geodata):
    for path in facts.rglob("*.csv"):
        if path.name == "statuses.csv":
            continue
        annex = geodata / "annexes" / path.relative_to(facts)
        in_both = IN_BOTH_LANGUAGES & rows_of(path)[0].keys()
        if not in_both:
            assert annex.read_bytes() == path.read_bytes()
            continue
        for told, fact in zip(rows_of(annex), rows_of(path), strict=True):
            assert all(fact[name] in Text.stored(told[name]) for name in in_both)
            assert told | {name: fact[name] for name in in_both} == fact


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_what_the_shipped_plan_says_itself_is_in_both_languages(hai_phong):
    stored = [hai_phong.frame(name) for name in hai_phong.layers]
    tables = [*stored, *hai_phong.tables.values(), hai_phong.events]
    names = [(table, name) for table in tables for name in ("note", "authority") if name in table]
    told = [text for table, name in names for text in table[name].dropna()]
    assert len(told) > 70
    assert [text for text in told if BOTH not in text] == []


TABLES = {
    "industrial_zones": "zones",
    "berths": "berths",
    "economic_zones": "economic_zones",
    "sources": "sources",
    "decisions": "decisions",
    "names": "names",
    "plan_inclusion": "plan_inclusion",
    "official_areas": "official_areas",
    "claims": "claims",
    "targets": "targets",
    "indicators": "indicators",
}


@pytest.mark.parametrize(("layer", "annex"), TABLES.items())
def test_every_figure_of_an_annex_is_in_its_layer(hai_phong, geodata, layer, annex):
    with (geodata / "annexes" / f"{annex}.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    frame = hai_phong.layers[layer].frame
    assert len(rows) == len(frame)
    for row, kept in zip(rows, frame.to_dict("records"), strict=True):
        for column, value in row.items():
            assert same(value, kept[column]), (row, column)


def same(text, kept):
    if pd.isna(kept):
        return text == ""
    if isinstance(kept, float):
        return float(text) == kept
    return kept == text or (kept.endswith("-01") and kept.startswith(text) and text != "")


def test_every_corner_of_an_annex_is_in_its_layer(hai_phong, geodata):
    for layer in ("industrial_zones", "berths", "economic_zones"):
        for row in hai_phong.frame(layer).itertuples():
            if row.geometry is not None:
                path = geodata / "annexes" / "boundaries" / f"{row.code}.csv"
                table = pd.read_csv(path)
                corners = shapely.get_coordinates(row.geometry)[:-1]
                assert corners.tolist() == table[["Y(m)", "X(m)"]].to_numpy().tolist()
