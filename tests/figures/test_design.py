import shutil
from pathlib import Path

import matplotlib as mpl
import pytest
from fontTools.subset import Subsetter
from fontTools.ttLib import TTFont

from zoneplan import analysis, figures
from zoneplan.errors import CatalogueError, OutputError
from zoneplan.figures import design, design_of
from zoneplan.workflows.figure import design_from, write_design

HERE = Path("office.toml")
SHIPPED = Path(mpl.get_data_path(), "fonts", "ttf")


def test_a_style_changes_what_it_names_and_nothing_else():
    made = design_of(b"[size_pt]\ntitle = 14\n[margin_mm]\nleft = 30", HERE)
    assert (made.size_pt.title, made.size_pt.note) == (14, 7)
    assert (made.margin_mm.left, made.margin_mm.right) == (30, 9)
    assert made.line_pt == design.packaged().line_pt
    assert made.typeface == design.packaged().typeface


def test_the_style_that_is_written_is_the_packaged_one_and_is_never_replaced(tmp_path):
    file = write_design(tmp_path / "office.toml")
    assert design_from(file) == design.packaged()
    with pytest.raises(OutputError, match="there already"):
        write_design(file)


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        ("[size_pt]\ntitel = 9", "there is no 'titel'. Use one of: title, subtitle"),
        ("[colour]\nland = 'red'", "there is no 'colour'. Use one of: typeface, size_pt"),
        ("size_pt = 9", r"size_pt must be a table. Write \[size_pt\]"),
        ("[line_pt]\nsolid = -1", "solid must be a number from 0.05 to 5, not -1"),
        ("[line_pt]\nframe = 72", "frame must be a number from 0.05 to 5, not 72"),
        ("[size_pt]\nstamp = 0.05", "stamp must be a number from 5 to 72, not 0.05"),
        ("[size_pt]\nnote = 4.9", "note must be a number from 5 to 72, not 4.9"),
        ("[size_pt]\nnote = true", "note must be a number"),
        ("[margin_mm]\ntop = nan", "top must be a number"),
        ("[typeface]\nfamily = 'No Such Type'", "'No Such Type' is not installed"),
        ("[typeface]\nfamily = 7", "family = 7 cannot be used"),
        ("[typeface]\nregular = 'gone.ttf'", "gone.ttf is no TrueType file"),
        ("[typeface\n", "is no TOML file"),
    ],
)
def test_a_style_that_cannot_be_used_is_refused_in_a_sentence(toml, told):
    with pytest.raises(CatalogueError, match=told):
        design_of(toml.encode(), HERE)


def test_a_typeface_without_vietnamese_letters_is_refused(tmp_path):
    with TTFont(SHIPPED / "DejaVuSans.ttf") as held:
        cutter = Subsetter()
        cutter.populate(unicodes=range(32, 256))
        cutter.subset(held)
        held.save(tmp_path / "latin.ttf")
    with pytest.raises(CatalogueError, match=r"lacks Vietnamese letters or signs .*Ă"):
        design_of(b"[typeface]\nregular = 'latin.ttf'", tmp_path / "office.toml")


def test_a_sheet_keeps_the_margins_and_the_typeface_of_its_style(hai_phong, tmp_path, extents):
    shutil.copy(SHIPPED / "DejaVuSerif.ttf", tmp_path / "office.ttf")
    toml = b"typeface = { regular = 'office.ttf' }\nmargin_mm = { left = 30, top = 20 }"
    made = design_of(toml, tmp_path / "office.toml")
    figure = figures.areas(hai_phong, analysis.tables_of(hai_phong), design=made)
    ((*_, title),) = extents(figure, "title")
    left, _, _, top = title.bounds
    assert left == pytest.approx(30, abs=0.5)
    assert 210 - top == pytest.approx(20, abs=1.5)
    files = {text.get_fontproperties().get_file() for text in figure.findobj(mpl.text.Text)}
    assert files - {None} == {str(tmp_path / "office.ttf")}
    assert b"font-family:'DejaVu Serif'" in figures.svg(figure, hai_phong)
    assert b"DejaVuSerif" in figures.pdf(figure, hai_phong)


def test_without_a_margin_the_internal_mark_stands_above_the_title(hai_phong, artists):
    made = design_of(b"margin_mm = { top = 0 }", HERE)
    figure = figures.areas(hai_phong, analysis.tables_of(hai_phong), design=made)
    (mark,), (title,) = artists(figure, "internal"), artists(figure, "title")
    mark, title = (each.get_window_extent(dpi=254) for each in (mark, title))
    assert title.y1 <= mark.y0
    assert mark.y1 <= 2100


def test_a_style_leaves_no_state_behind(hai_phong):
    tables = analysis.tables_of(hai_phong)
    before = figures.png(figures.areas(hai_phong, tables), hai_phong, dpi=40)
    made = design_of(b"size_pt = { title = 20 }", HERE)
    assert figures.areas(hai_phong, tables, design=made)
    after = figures.png(figures.areas(hai_phong, tables), hai_phong, dpi=40)
    assert before == after
