import csv
from importlib import resources
from itertools import combinations

import pytest

from zoneplan.catalogue import load_catalogue
from zoneplan.errors import CatalogueError

CATALOGUE = load_catalogue()
STYLE_PAIRS = [
    (one.style, other.style)
    for statuses in CATALOGUE.statuses.values()
    for one, other in combinations(statuses.values(), 2)
    if one.style.name != other.style.name
]


def lightness(colour):
    """CIE L* of a #rrggbb colour, 0 to 100: what is left of it in grey print."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return 116 * luminance ** (1 / 3) - 16 if luminance > 0.008856 else 903.3 * luminance


def contrast(one, other):
    high, low = sorted((((lightness(c) + 16) / 116) ** 3 for c in (one, other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def told_apart_by_hatch(one, other):
    return one.pattern != other.pattern or (
        one.pattern != "none"
        and max(one.spacing, other.spacing) >= 1.4 * min(one.spacing, other.spacing)
    )


@pytest.mark.parametrize(("one", "other"), STYLE_PAIRS)
def test_two_statuses_of_a_list_are_told_apart_in_grey(one, other):
    assert (
        told_apart_by_hatch(one.hatch, other.hatch)
        or abs(lightness(one.fill) - lightness(other.fill)) >= 8
    )


@pytest.mark.parametrize(("one", "other"), STYLE_PAIRS)
def test_two_statuses_of_a_list_are_told_apart_on_the_legal_fill(one, other):
    assert told_apart_by_hatch(one.on_legal, other.on_legal)


@pytest.mark.parametrize("style", CATALOGUE.styles.values(), ids=lambda style: style.name)
def test_a_hatch_is_seen_on_its_fill_and_on_the_legal_fill(style):
    legal = CATALOGUE.legal_fills["industrial_zone"]
    assert legal == "#FAAAA0"
    assert style.hatch.pattern == "none" or contrast(style.hatch.colour, style.fill) >= 2
    assert contrast(style.on_legal.colour, legal) >= 2


def test_progress_darkens_the_fill():
    ramp = [
        "proposed",
        "submitted",
        "in_principle",
        "land_clearance",
        "building",
        "operating",
        "filled",
    ]
    steps = [lightness(CATALOGUE.styles[name].fill) for name in ramp]
    assert steps == sorted(steps, reverse=True)


def test_statuses_are_those_of_the_facts(facts):
    with (facts / "statuses.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["layer"] != "plan_inclusion"]
    stated = {
        (row["layer"], row["code"]): (row["vi"], row["en"], tuple(row["next"].split()))
        for row in rows
    }
    ours = {
        (name, status.code): (*status.title, status.next)
        for name, statuses in CATALOGUE.statuses.items()
        for status in statuses.values()
    }
    assert ours == stated


def test_every_text_is_there_in_both_languages():
    texts = [
        *(layer.title for layer in CATALOGUE.layers.values()),
        *(column.title for layer in CATALOGUE.layers.values() for column in layer.columns),
        *(text for rows in CATALOGUE.codes.values() for text in rows.values()),
        *(text for rows in CATALOGUE.texts.values() for text in rows.values()),
    ]
    assert all(text.vi.strip() and text.en.strip() for text in texts)


def test_another_authority_brings_its_own_layers_and_statuses(xanh):
    catalogue = load_catalogue(xanh / "catalogue")
    assert "industrial_zones" not in catalogue.layers
    assert "paused_by_court" in catalogue.statuses["craft_villages"]
    assert catalogue.statuses["craft_villages"]["paused_by_court"].style.name == "striped"
    assert "sources" in catalogue.layers


def test_a_status_that_leads_nowhere_known_is_refused(tmp_path):
    (tmp_path / "statuses.toml").write_text(
        '[industrial_zones.proposed]\nvi = "a"\nen = "a"\nnext = ["lost"]\nstyle = "proposed"\n'
    )
    with pytest.raises(CatalogueError, match=r"statuses\.proposed\.next = 'lost'"):
        load_catalogue(tmp_path)


def test_a_broken_toml_names_its_line(tmp_path):
    (tmp_path / "layers.toml").write_text("[land\n")
    with pytest.raises(CatalogueError, match="line 1"):
        load_catalogue(tmp_path)


def test_an_occupancy_that_cannot_be_is_refused(tmp_path):
    shipped = resources.files("zoneplan.catalogue") / "data" / "statuses.toml"
    told = shipped.read_text(encoding="utf-8").replace("[60, 100]", "[60, 160]")
    (tmp_path / "statuses.toml").write_text(told, encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"statuses\.filled\.occupancy_pct"):
        load_catalogue(tmp_path)
