import dataclasses
import sqlite3
from datetime import date

import pytest

from zoneplan import audience
from zoneplan.catalogue import load_catalogue
from zoneplan.errors import CatalogueError
from zoneplan.workflows.build import build

TODAY = date(2026, 11, 23)
HIDDEN = "BÍ MẬT 7421"


@pytest.fixture
def secretive(plan_of, square):
    """A plan with one secret in an internal column and one in a column of the file alone."""
    plan = plan_of(
        {"code": "A", "name_vi": "Khu A", "note": HIDDEN, "geometry": square()},
        events=[{"code": "A", "date": "2020-01-01", "status": "filled", "note": HIDDEN}],
    )
    plan.frame("industrial_zones")["contact"] = HIDDEN
    return plan


def without_layer(plan, *names):
    layers = dict(plan.catalogue.layers)
    for name in names:
        layers[name] = dataclasses.replace(layers[name], audience="internal")
    return audience.for_public(
        dataclasses.replace(plan, catalogue=dataclasses.replace(plan.catalogue, layers=layers))
    )


def test_an_internal_column_and_one_of_the_file_alone_are_gone(secretive):
    frame = audience.for_public(secretive).frame("industrial_zones")
    assert {"note", "contact"}.isdisjoint(frame.columns)
    assert list(frame["name_vi"]) == ["Khu A"]


def test_an_events_note_is_emptied_and_its_date_stays(secretive):
    event = audience.for_public(secretive).events.iloc[0]
    assert (event["date"], event["note"]) == ("2020-01-01", None)


def test_the_plan_itself_is_not_changed(secretive):
    audience.for_public(secretive)
    assert list(secretive.frame("industrial_zones")["note"]) == [HIDDEN]


def test_an_internal_layer_is_gone_with_all_that_is_said_of_its_features(hai_phong):
    public = without_layer(hai_phong, "economic_zones")
    assert "economic_zones" not in public.catalogue.layers
    for name in ("names", "plan_inclusion", "official_areas", "targets"):
        assert not public.tables[name]["code"].isin(["NHP", "DVCH"]).any()
    assert "economic_zones" not in set(public.tables["claims"]["table"])
    assert not public.frame("industrial_zones")["economic_zone"].isin(["DVCH"]).any()
    assert not public.events["code"].isin(["NHP", "DVCH"]).any()


def test_what_is_derived_from_an_internal_layer_is_gone(hai_phong):
    derived = {"berths": frozenset({"industrial_zones", "land"})}
    settings = dataclasses.replace(hai_phong.settings, derived=derived)
    plan = dataclasses.replace(hai_phong, settings=settings)
    assert {"berths", "quays"} <= set(without_layer(plan, "economic_zones").layers)
    assert {"berths", "quays"}.isdisjoint(without_layer(plan, "land").layers)


def test_a_plan_knows_from_which_layers_its_variants_are_derived(hai_phong):
    assert hai_phong.settings.derived == {"alternatives": {"economic_zones", "land"}}
    for internal in ("economic_zones", "land"):
        public = without_layer(hai_phong, internal)
        assert "alternatives" not in public.layers
        assert not set(public.events["code"]) & {"NHP-DAT", "NHP-BIEN"}


def test_a_line_goes_with_the_features_that_it_belongs_to(hai_phong):
    assert "quays" not in without_layer(hai_phong, "berths").layers


def test_a_paper_stays_only_where_something_public_rests_on_it(hai_phong):
    public = without_layer(hai_phong, "economic_zones", "alternatives")
    assert "1511/QĐ-TTg" not in set(public.tables["decisions"]["number"])
    assert "qd-1511" not in set(public.tables["sources"]["id"])
    assert "heza-2023" in set(public.tables["sources"]["id"])


def test_a_claim_that_asks_of_an_internal_column_is_left_out(hai_phong):
    layers = dict(hai_phong.catalogue.layers)
    columns = tuple(
        dataclasses.replace(each, audience="internal") if each.name == "declared_area_ha" else each
        for each in layers["economic_zones"].columns
    )
    layers["economic_zones"] = dataclasses.replace(layers["economic_zones"], columns=columns)
    catalogue = dataclasses.replace(hai_phong.catalogue, layers=layers)
    public = audience.for_public(dataclasses.replace(hai_phong, catalogue=catalogue))
    assert "nhp-area" not in set(public.tables["claims"]["id"])
    assert "nhp-measured" in set(public.tables["claims"]["id"])


@pytest.mark.parametrize("column", ["code", "name_vi", "status"])
def test_what_a_feature_is_known_by_cannot_be_internal(tmp_path, column):
    (tmp_path / "columns.toml").write_text(f'[{column}]\naudience = "internal"\n', encoding="utf-8")
    with pytest.raises(CatalogueError, match=rf"columns\.{column}\.audience"):
        load_catalogue(tmp_path)


def test_an_unknown_audience_is_refused(tmp_path):
    (tmp_path / "columns.toml").write_text('[note]\naudience = "secret"\n', encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"columns\.note\.audience = 'secret'"):
        load_catalogue(tmp_path)


def write(folder, file, statement):
    with sqlite3.connect(folder / file) as connection:
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute(statement)
    connection.close()


@pytest.fixture(params=["public", "internal"])
def built(request, copied_plan, tmp_path):
    """The outputs of a plan with secrets in every table that has an internal column."""
    zones, berths = "industrial_zones.gpkg", "lach_huyen_berths.gpkg"
    write(copied_plan, zones, f"UPDATE industrial_zones SET note = '{HIDDEN} a' || fid")  # noqa: S608
    write(copied_plan, zones, "ALTER TABLE industrial_zones ADD COLUMN contact TEXT")
    write(copied_plan, zones, f"UPDATE industrial_zones SET contact = '{HIDDEN} b' || x'C2A0'")  # noqa: S608
    write(copied_plan, berths, f"UPDATE status_history SET note = '{HIDDEN} c'")  # noqa: S608
    for table in ("official_areas", "plan_inclusion", "claims", "indicators"):
        write(copied_plan, "register.gpkg", f"UPDATE {table} SET note = '{HIDDEN} d'")  # noqa: S608
    write(
        copied_plan,
        "register.gpkg",
        "INSERT INTO sign_offs (code, explanation, signed_by, signed_on) "  # noqa: S608
        f"VALUES ('NOMURA', '{HIDDEN} e', '{HIDDEN} f', '2024-01-01')",
    )
    made = build(
        copied_plan,
        tmp_path / "maps",
        as_of=None,
        today=TODAY,
        lang="vi",
        forced=True,
        reader=request.param,
    )
    return request.param, {file.name: file.read_bytes() for file in made.files}


def test_no_output_for_the_public_holds_what_is_internal(built):
    reader, outputs = built
    leaks = [name for name, content in outputs.items() if HIDDEN.encode() in content]
    assert leaks == ([] if reader == "public" else leaks)
    assert bool(leaks) is (reader == "internal")


def test_only_what_is_internal_says_so(built):
    reader, outputs = built
    for name in ("index.html", "2023-12-18.html", "overview.svg", "area.csv", "status.csv"):
        assert ("LƯU HÀNH NỘI BỘ".encode() in outputs[name]) is (reader == "internal"), name
    assert f'"audience": "{reader}"'.encode() in outputs["manifest.json"]
