"""Variants of the plan and of files compared: one table, one page, nothing written elsewhere."""

import json
import re
from datetime import date

import geopandas as gpd
import pytest
import shapely
from click.testing import CliRunner

from zoneplan.cli import main
from zoneplan.errors import OutputError, PlanError
from zoneplan.workflows import variants as work
from zoneplan.workflows.sides import Reading

TODAY = date(2026, 11, 26)
HOSTILE = "</script><script>alert(1)</script>{{ 7*7 }}<img src=x>"


def compare(folder, *names, **more):
    return work.compare(folder, names, reading=Reading(), as_of=TODAY, **more)


def file_of(folder, shape, crs="EPSG:9210", name="a.geojson", **columns):
    frame = gpd.GeoDataFrame({**columns}, geometry=[shape], crs=crs)
    frame.to_file(folder / name, driver="GeoJSON")
    return str(folder / name)


def test_land_part_and_whole_differ_by_the_sea(geodata):
    seen = compare(geodata, "NHP", "NHP-DAT")
    measures = seen.compared.measures
    sea_ha = measures[measures["measure"] == "sea_ha"].set_index("code")["value"]
    lost = seen.compared.differences.set_index("kind")["area_ha"]["lost"]
    assert lost == pytest.approx(sea_ha["NHP"], abs=0.01)
    assert sea_ha["NHP-DAT"] == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("NHP", "NOBODY"), "NOBODY"),
        (("NHP",), "variants, not 1"),
        (("NHP", "NHP"), "NHP is named more than once"),
        (("NHP", "quays"), "variants, not 13"),
        (("NHP", "QLH01"), "line or a point"),
    ],
)
def test_what_is_no_pair_of_areas_is_refused(geodata, names, told):
    with pytest.raises(PlanError, match=told):
        compare(geodata, *names)


def test_a_zone_without_outline_cannot_be_decided(geodata):
    done = CliRunner().invoke(
        main, ["compare", "NHP", "DVCH", "--plan", str(geodata), "--lang", "en"]
    )
    assert done.exit_code == 0
    assert "cannot be decided" in done.output
    assert "Communes: not given" in done.output


@pytest.mark.parametrize("form", ["json", "csv"])
def test_json_and_csv_carry_the_trace(geodata, form):
    done = CliRunner().invoke(
        main, ["compare", "NHP", "NHP-DAT", "--plan", str(geodata), "--format", form]
    )
    assert done.exit_code == 0
    if form == "json":
        assert json.loads(done.output)["schema"] == "zoneplan.variants/1"
    assert "revision" in done.output


def test_the_page_is_the_same_twice_and_a_hostile_name_stays_text(geodata, tmp_path):
    file = file_of(
        tmp_path,
        shapely.box(590_000, 2_282_000, 595_000, 2_287_000),
        code=[HOSTILE],
        ten=[HOSTILE],
    )
    seen = compare(geodata, "NHP", file)
    pages = []
    for name in ("a.html", "b.html"):
        work.write(seen, [tmp_path / name], lang="vi")
        pages.append((tmp_path / name).read_text(encoding="utf-8"))
    assert pages[0] == pages[1]
    assert "{{ 7*7 }}" in pages[0]
    assert "&lt;script&gt;alert(1)" in pages[0]
    assert not re.search(r"<script|<img|<link|\sstyle=|https?:|src=\"", pages[0])


def test_a_variant_on_the_page_is_never_filled(geodata):
    text = work.page(compare(geodata, "NHP", "NHP-DAT"), "vi")
    assert text.count('class="variant dashed"/></svg>') + text.count('class="variant dashed"/>') > 2
    assert re.search(r"\.variant-halo \{\s*fill: none;", text)


@pytest.mark.parametrize(("names", "drawn"), [(["NHP", "NHP-DAT", "NHP-BIEN"], 3), (["NDV2"], 3)])
def test_each_pair_is_told_and_of_up_to_three_drawn(geodata, names, drawn):
    named = names if len(names) > 1 else ["NHP", "NHP-DAT", "NHP-BIEN", *names]
    seen = compare(geodata, *named)
    pairs = len(named) * (len(named) - 1) // 2
    text = work.page(seen, "en")
    assert len(seen.compared.differences) == 2 * pairs
    assert text.count('<div class="pair">') == pairs
    assert text.count('class="before"') == drawn
    assert ("Only the differences from the first" in text) == (len(named) > 3)


def test_an_overlap_says_how_sure_it_is(geodata):
    done = CliRunner().invoke(
        main, ["compare", "NHP", "NHP-DAT", "--plan", str(geodata), "--lang", "en"]
    )
    assert "0.00 (undecided)" in done.output


@pytest.mark.parametrize("suffix", ["html", "csv", "json"])
def test_the_suffix_of_the_output_chooses_its_format(geodata, tmp_path, suffix):
    target = tmp_path / f"a.{suffix}"
    command = ["compare", "NHP", "NHP-DAT", "--plan", str(geodata), "-o", str(target)]
    done = CliRunner().invoke(main, command)
    assert done.output == f"{target}\n"
    content = target.read_text(encoding="utf-8")
    assert content.startswith({"html": "<!doctype", "csv": "\ufeff", "json": "{"}[suffix])


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("suffix", ["text", "html", "csv", "json"])
def test_a_shipped_variant_says_how_it_was_cut(geodata, tmp_path, suffix, lang):
    target = tmp_path / f"a.{suffix}"
    command = ["compare", "NHP", "NHP-DAT", "--plan", str(geodata), "--lang", lang]
    done = CliRunner().invoke(main, command + ([] if suffix == "text" else ["-o", str(target)]))
    said = done.output if suffix == "text" else target.read_text(encoding="utf-8")
    name, made = {
        "vi": ("cắt theo bờ khái quát ±150 m", "phần của NHP nằm trong lớp Đất liền và đảo"),
        "en": ("cut at the generalised shore ±150 m", "the part of NHP within the layer Land"),
    }[lang]
    assert name in said
    assert made in said


def test_of_two_variants_with_one_code_each_says_what_it_rests_on(geodata, tmp_path):
    file = file_of(tmp_path, shapely.box(590_000, 2_282_000, 595_000, 2_287_000), code=["NHP-DAT"])
    told = json.loads(work.document(compare(geodata, "NHP-DAT", file)))["variants"]
    assert [each["boundary_basis"] for each in told] == ["schematic", None]


def test_a_distance_to_what_does_not_say_how_sure_it_is_says_so(geodata, tmp_path):
    file = file_of(tmp_path, shapely.box(590_000, 2_282_000, 595_000, 2_287_000), code=["TEP"])
    command = ["compare", "NHP-DAT", file, "--plan", str(geodata), "--lang", "en"]
    said = CliRunner().invoke(main, command).output
    nearest = [line for line in said.splitlines() if line.startswith("nearest, m")]
    assert nearest
    assert all("± ? (" in line for line in nearest)
    assert "0.00 (as drawn)" in said


def test_an_output_that_nobody_can_write_is_refused(geodata, tmp_path):
    with pytest.raises(OutputError, match=r"\.html"):
        work.write(compare(geodata, "NHP", "NHP-DAT"), [tmp_path / "a.pdf"], lang="vi")
    assert not list(tmp_path.iterdir())
