import dataclasses
import json
import re
from pathlib import Path

import pytest

from zoneplan import store
from zoneplan.errors import OutputError
from zoneplan.webmap import page as page_module
from zoneplan.webmap.jsontext import page_json

PAGE = Path(__file__).parents[2] / "src/zoneplan/webmap/page"
DATA = re.compile(r'<script type="application/json" id="zoneplan-data">(.*?)</script>', re.DOTALL)


def data_of(page):
    return json.loads(DATA.search(page)[1])


def test_rendering_twice_gives_the_same_text(render, hai_phong, hai_phong_page):
    assert render(hai_phong) == hai_phong_page


def test_no_tag_asks_for_anything(hai_phong_page):
    markup = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", hai_phong_page, flags=re.DOTALL)
    assert not re.search(r"<[^>]+\s(src|href|action|data)=", markup)


def test_no_markup_carries_a_style_or_a_handler(hai_phong_page):
    markup = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", hai_phong_page, flags=re.DOTALL)
    assert not re.search(r"<[^>]+\s(style|on\w+)=", markup)


def test_the_policy_allows_only_what_the_page_brings(hai_phong_page):
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', hai_phong_page)[1]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert policy.endswith("img-src data:; base-uri 'none'; form-action 'none'")


def test_the_page_is_small(hai_phong_page):
    assert len(hai_phong_page.encode()) < 700_000


def test_the_data_name_their_schema_and_their_plan(hai_phong, hai_phong_page):
    data = data_of(hai_phong_page)
    assert data["schema"] == "zoneplan.page/2"
    assert hai_phong.trace().items() <= data.items()


def test_every_feature_is_in_the_data(hai_phong_page):
    layers = {layer["name"]: layer for layer in data_of(hai_phong_page)["layers"]}
    counts = {name: layer["features"]["count"] for name, layer in layers.items()}
    assert (counts["economic_zones"], counts["industrial_zones"], counts["berths"]) == (2, 14, 12)


def test_a_feature_without_outline_stays_in_the_data(hai_phong_page, reader):
    layer = next(x for x in data_of(hai_phong_page)["layers"] if x["name"] == "economic_zones")
    assert [(f["code"], f["shape"] == []) for f in reader.features_of(layer)] == [
        ("NHP", False),
        ("DVCH", True),
    ]


def test_a_name_follows_its_date(render, geodata, hai_phong):
    later = store.read_plan(geodata, as_of=hai_phong.as_of.replace(year=2025))
    assert "Khu kinh tế ven biển phía Nam Hải Phòng" in render(later)


def test_the_history_goes_on_after_the_day_for_the_slider(hai_phong_page, reader):
    layers = data_of(hai_phong_page)["layers"]
    events = [e for layer in layers for f in reader.features_of(layer) for e in f["history"]]
    assert max(event["date"] for event in events) > "2023-12-18"


def test_the_table_without_scripts_tells_only_events_of_the_day(hai_phong_page):
    shown = hai_phong_page.partition('id="zoneplan-data"')[0]
    assert "18/12/2023" in shown
    assert "/2025" not in shown


def test_a_claim_names_the_features_that_its_figure_counts(hai_phong_page):
    claims = {claim["id"]: claim for claim in data_of(hai_phong_page)["claims"]}
    told = claims["berths-operating-8"]
    assert (told["verdict"], told["codes"]) == ("differs", ["LH01", "LH02"])


def test_an_aim_comes_with_its_source_and_its_verdict(hai_phong_page):
    aims = {(aim["code"], aim["kind"]): aim for aim in data_of(hai_phong_page)["targets"]}
    told = aims["NHP", "aim"]
    assert (told["due"], told["source"], told["verdict"]) == ("2025", "heza-2023", "not_yet")


def test_names_and_official_areas_are_told_with_their_dates(hai_phong_page):
    data = data_of(hai_phong_page)
    assert {(row["code"], row["from"]) for row in data["names"]} >= {("NHP", "2024-12-04")}
    assert [row["area_ha"] for row in data["official_areas"] if row["code"] == "DVCH"] == [
        22140,
        22540,
    ]


def test_a_search_knows_what_people_call_a_zone(hai_phong_page):
    aliases = {layer["name"]: layer["aliases"] for layer in data_of(hai_phong_page)["layers"]}
    assert "KCN" in aliases["industrial_zones"]
    assert "KKT" in aliases["economic_zones"]


def test_signs_that_could_end_a_script_are_escaped_in_strings_only():
    text = page_json({"{{ <`": ["</script>\u2028"]})
    assert text == r'{"\u007b\u007b \u003c\u0060":["\u003c/script>\u2028"]}'
    assert json.loads(text) == {"{{ <`": ["</script>\u2028"]}


def test_hostile_text_reaches_the_data_whole(render, hostile_plan, reader):
    zones = zones_of(render(hostile_plan))
    names = [feature["values"]["name_vi"] for feature in reader.features_of(zones)]
    assert names == list(hostile_plan.frame("industrial_zones")["name_vi"])


def zones_of(page):
    layers = data_of(page)["layers"]
    return next(layer for layer in layers if layer["name"] == "industrial_zones")


def test_a_template_in_a_name_is_not_run(render, hostile_plan):
    assert "{{ 7*7 }}" in render(hostile_plan)


def test_another_authority_needs_no_code(render, xanh, hai_phong):
    page = render(store.read_plan(xanh, as_of=hai_phong.as_of))
    layer = next(x for x in data_of(page)["layers"] if x["role"] == "feature")
    assert layer["name"] == "craft_villages"
    assert "paused_by_court" in [status["code"] for status in layer["statuses"]]


def test_a_plan_without_features_has_a_page(render, plan_of):
    assert data_of(render(plan_of()))["bounds"] is None


def test_a_forced_plan_says_so_without_scripts(render, plan_of):
    plan = dataclasses.replace(plan_of(), forced=True)
    assert plan.catalogue.texts["common"]["forced"].en in render(plan)


def test_a_package_without_its_script_tells_what_to_do(render, hai_phong, monkeypatch, tmp_path):
    monkeypatch.setattr(page_module.resources, "files", lambda _: tmp_path)
    with pytest.raises(OutputError, match="Install zoneplan again"):
        render(hai_phong)


def test_a_point_off_the_globe_is_told_but_not_drawn(render, plan_of, square, reader):
    far = square(9e15)
    zones = zones_of(render(plan_of({"code": "A", "geometry": far})))
    (feature,) = reader.features_of(zones)
    assert (feature["code"], feature["shape"]) == ("A", [])


def test_no_source_of_the_page_makes_markup_of_text():
    sources = [file for file in PAGE.glob("*.js") if file.name != "eslint.config.js"]
    assert len(sources) > 20
    for file in sources:
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|setHTML|createContextualFragment"
            r"|DOMParser|srcdoc|\beval\(|new Function",
            file.read_text(encoding="utf-8"),
        ), file.name


def test_only_a_served_page_asks_for_anything():
    for file in set(PAGE.glob("*.js")) - {PAGE / "eslint.config.js"}:
        asks = re.search(
            r"\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon",
            file.read_text(encoding="utf-8"),
        )
        assert bool(asks) is (file.name == "served.js"), file.name


def test_a_built_page_may_not_even_ask_where_it_came_from(hai_phong_page):
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', hai_phong_page)[1]
    assert "connect-src" not in policy
    assert "fetch(" not in hai_phong_page


def test_what_is_empty_takes_no_room(render, plan_of, square):
    zones = zones_of(render(plan_of({"code": "A", "geometry": square()})))
    assert list(zones["features"]["values"]) == ["code"]


def test_of_very_many_features_a_page_without_scripts_tells_the_number(
    render, plan_of, square, monkeypatch
):
    monkeypatch.setattr(page_module, "MOST_WITHOUT_SCRIPTS", 1)
    rows = [{"code": code, "geometry": square(6e5 + 200 * n)} for n, code in enumerate("AB")]
    page = render(plan_of(*rows))
    assert "Đồ án có 2 đối tượng" in page.partition("<noscript>")[2].partition("</noscript>")[0]
    assert "<table" not in page
    assert "<svg viewBox" not in page
