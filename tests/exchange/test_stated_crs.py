from pathlib import Path

import pytest
from pyproj import CRS, Transformer

from zoneplan.errors import IntakeError
from zoneplan.exchange.stated_crs import agreed, required, stated

SHIFT = "-191.90441429,-39.30318279,-111.45032835,-0.00928836,0.01975479,-0.00427372,0.252906278"
TM3 = "+proj=tmerc +lat_0=0 +lon_0=105.75 +k=0.9999 +x_0=500000 +y_0=0 +ellps=WGS84 +units=m"


def wkt(datum):
    return (
        f'PROJCS["VN2000 HP",GEOGCS["g",{datum},PRIMEM["Greenwich",0],'
        'UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],'
        'PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",105.75],'
        'PARAMETER["scale_factor",0.9999],PARAMETER["false_easting",500000],'
        'PARAMETER["false_northing",0],UNIT["Meter",1]]'
    )


SPHEROID = 'SPHEROID["WGS_1984",6378137,298.257223563]'
PRACTICE = {
    "code": "EPSG:9210",
    "ArcGIS": CRS("EPSG:9210").to_wkt("WKT1_ESRI"),
    "shift in WKT": wkt(f'DATUM["WGS_1984",{SPHEROID},TOWGS84[{SHIFT}]]'),
    "shift in PROJ": f"{TM3} +towgs84={SHIFT}",
    "datum by name": wkt(f'DATUM["D_Vietnam_2000",{SPHEROID}]'),
}


@pytest.mark.parametrize("definition", PRACTICE.values(), ids=PRACTICE)
def test_vn2000_as_offices_write_it_is_9210(definition):
    assert stated(definition, "zones")[0] == "EPSG:9210"


def test_a_definition_of_their_own_is_told():
    (finding,) = stated(f"{TM3} +towgs84={SHIFT}", "zones")[1]
    assert finding.rule == "crs-matched"


@pytest.mark.parametrize("definition", [TM3, wkt(f'DATUM["D_WGS_1984",{SPHEROID}]')])
def test_vn2000_without_its_datum_is_named_and_not_taken_for_9210(definition):
    crs, (finding,) = stated(definition, "zones")
    assert crs.startswith("PROJCRS")
    assert finding.rule == "crs-without-shift"
    assert "224.5 m" in finding.place.message.en


def test_other_parameters_of_the_datum_are_told():
    crs, (finding,) = stated(f"{TM3} +towgs84=-100,0,0", "zones")
    assert crs.startswith("BOUNDCRS")
    assert finding.rule == "crs-other-shift"


@pytest.mark.parametrize("code", ["EPSG:32648", "EPSG:4326", "EPSG:4756", "EPSG:3405", "EPSG:4167"])
def test_real_systems_keep_their_code(code):
    for definition in (code, CRS(code).to_wkt("WKT1_ESRI")):
        assert stated(definition, "zones") == (code, ())


def test_the_code_taken_moves_the_datum():
    code, _ = stated(wkt(f'DATUM["D_Vietnam_2000",{SPHEROID}]'), "zones")
    lon, lat = Transformer.from_crs(code, "EPSG:4326", always_xy=True).transform(600e3, 2300e3)
    flat = Transformer.from_crs(TM3, "+proj=longlat +ellps=WGS84", always_xy=True)
    assert abs(flat.transform(600e3, 2300e3)[0] - lon) > 0.001
    assert 20 < lat < 21


def test_axes_of_a_drawing_state_nothing():
    assert stated('LOCAL_CS["drawing",UNIT["metre",1]]', "zones") == (None, ())


def test_a_definition_in_pieces_states_nothing_and_is_told():
    crs, (finding,) = stated("PROJCS[", "zones")
    assert crs is None
    assert finding.rule == "crs-not-understood"


def test_the_user_names_the_datum_of_a_definition_that_has_none():
    crs, _ = stated(TM3, "zones")
    assert agreed(Path("a.shp"), crs, "EPSG:9210") == "EPSG:9210"


def test_file_and_user_contradict_each_other():
    with pytest.raises(IntakeError, match=r"states .* EPSG:4326, but the command says EPSG:9210"):
        agreed(Path("a.shp"), "EPSG:4326", "EPSG:9210")


def test_a_drawing_needs_a_system():
    with pytest.raises(IntakeError, match=r"states no coordinate system. Give --crs"):
        required(Path("a.dxf"), None)


def test_an_unknown_code_is_refused():
    with pytest.raises(IntakeError, match="no coordinate system EPSG:0"):
        agreed(Path("a.shp"), None, "EPSG:0")
