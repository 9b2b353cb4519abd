import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date

import pytest
from PIL import Image

from zoneplan import figures, store
from zoneplan.errors import FindingsError, OutputError
from zoneplan.figures import Paper
from zoneplan.workflows.figure import Order, drawings, figure, figure_set, the_set

DAY = date(2023, 12, 18)
SET = ["zones", "port", "zone", "progress", "areas", "land", "capital"]


def test_the_set_is_drawn_with_numbered_captions_in_both_languages(geodata, tmp_path):
    done = []
    files = figure_set(geodata, tmp_path, as_of=DAY, order=Order(dpi=40), progress=done.append)
    assert done == SET
    assert [file.name for file in files[::2]] == [
        f"{at}-{name}.png" for at, name in enumerate(SET, 1)
    ]
    caption = (tmp_path / "4-progress.txt").read_text(encoding="utf-8")
    assert caption.startswith("Hình 4. Tình trạng qua các năm. Tính đến ngày 18/12/2023.")
    assert "Figure 4. Status through time. As of 18 December 2023." in caption
    assert "Nguồn: Hội nghị Tổng kết năm 2023" in caption


def test_a_caption_names_the_sources_of_its_own_figure_and_marks_the_other_language(hai_phong):
    by_name = {drawing.name: drawing.sources for drawing in the_set(hai_phong)}
    assert by_name["capital"] == ("heza-2023",)
    assert "vms-hpg-11-2025" in by_name["port"]
    assert "vms-hpg-11-2025" not in by_name["zones"]
    vi, en = (
        figures.caption(hai_phong, hai_phong.settings.title, lang, by_name["port"])
        for lang in ("vi", "en")
    )
    assert "Notice to mariners HPG-11-2025: water in front of berth 3 (tiếng Anh)" in vi
    assert "triển khai nhiệm vụ năm 2024 (in vietnamese)" in en.lower()
    assert "berth 3 (" not in en
    assert "năm 2024 (" not in vi


EVERY_FIGURE = """
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path
from zoneplan import figures, store
from zoneplan.workflows.figure import Order, drawings

plan = store.read_plan(Path(sys.argv[1]), as_of=date(2026, 1, 1))
for drawing in drawings(plan)[1:]:  # The first is the map that is drawn to order.
    drawn = drawing.figure(Order(lang="both"))
    for suffix in (".png", ".svg", ".pdf"):
        made = figures.rendered(drawn, plan, suffix, dpi=40)
        print(drawing.name, suffix, sha256(made).hexdigest())
"""


def test_two_runs_of_every_figure_give_the_same_bytes(geodata):
    runs = [
        subprocess.run(
            [sys.executable, "-c", EVERY_FIGURE, str(geodata)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()
        for seed in ("1", "2")
    ]
    assert {line.split()[0] for line in runs[0]} == {*SET, "overview"}
    assert runs[0] == runs[1]


def test_a_figure_has_the_size_and_resolution_asked_for(geodata, tmp_path):
    order = Order(paper=Paper(165, 120), dpi=60, extent="berths", scale=100_000)
    file = figure(geodata, "map", tmp_path / "port.png", as_of=DAY, order=order)
    with Image.open(file) as image:
        assert [round(side / 60 * 25.4) for side in image.size] == [165, 120]


def test_a_chart_takes_no_scale(geodata, tmp_path):
    with pytest.raises(OutputError, match="no extent, scale or layers"):
        figure(geodata, "land", tmp_path / "a.png", as_of=DAY, order=Order(scale=1000))


def test_nothing_is_drawn_among_the_files_of_the_plan(geodata):
    with pytest.raises(OutputError, match="own folder"):
        figure(geodata, "land", geodata / "a.png", as_of=DAY, order=Order())


def test_an_error_in_the_plan_stops_the_figure_unless_forced(copied_plan, tmp_path):
    with closing(sqlite3.connect(copied_plan / "industrial_zones.gpkg")) as file, file:
        triggers = file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            file.execute(f'DROP TRIGGER "{name}"')
        file.execute("UPDATE industrial_zones SET status = 'dreamt' WHERE code = 'TD1'")
    order, target = Order(dpi=40), tmp_path / "a.png"
    with pytest.raises(FindingsError):
        figure(copied_plan, "land", target, as_of=DAY, order=order)
    assert not target.exists()
    assert figure(copied_plan, "land", target, as_of=DAY, order=order, forced=True) == target


def test_another_authority_has_the_figures_that_it_has_something_for(xanh):
    plan = store.read_plan(xanh, as_of=date(2026, 1, 1))
    names = [drawing.name for drawing in the_set(plan)]
    assert "capital" not in names
    assert "progress" in names
    for drawing in drawings(plan):
        assert drawing.figure(Order(lang="both"))


def test_a_figure_that_the_plan_has_nothing_for_is_refused(xanh, tmp_path):
    with pytest.raises(OutputError, match="nothing for the figure 'capital'"):
        figure(xanh, "capital", tmp_path / "a.png", as_of=DAY, order=Order())
