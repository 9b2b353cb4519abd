"""What the documents promise: every command in them runs, every page is there in both languages."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from zoneplan.cli import main

ROOT = Path(__file__).parents[1]
PAGES = [
    *sorted((ROOT / "docs").glob("??/*.md")),
    ROOT / "README.md",
    ROOT / "docs" / "README.vi.md",
]


def commands_of(page):
    blocks = re.findall(r"```console\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    return [
        shlex.split(line)[2:]
        for block in blocks
        for line in block.splitlines()
        if line.startswith("$ zoneplan")
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.name}")
def test_every_command_of_a_page_runs(page, geodata, tmp_path, monkeypatch):
    shutil.copytree(geodata, tmp_path / "geodata")
    monkeypatch.chdir(tmp_path)
    commands = commands_of(page)
    assert commands
    for command in commands:
        done = CliRunner().invoke(main, command)
        assert done.exit_code == 0, (command, done.output)


def test_the_notebook_of_figures_runs(geodata, tmp_path, monkeypatch):
    shutil.copytree(geodata, tmp_path / "geodata")
    monkeypatch.chdir(tmp_path)
    notebook = ROOT / "docs" / "examples" / "figures.ipynb"
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    code = "\n".join("".join(each["source"]) for each in cells if each["cell_type"] == "code")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert all((tmp_path / name).stat().st_size for name in ("port.png", "berths.svg"))


def test_every_page_is_there_in_both_languages():
    names = [{path.name for path in (ROOT / "docs" / lang).glob("*.md")} for lang in ("vi", "en")]
    assert names[0] == names[1]


def test_every_command_is_documented_in_both_languages():
    for lang in ("vi", "en"):
        text = "".join(
            path.read_text(encoding="utf-8") for path in (ROOT / "docs" / lang).glob("*.md")
        )
        missing = [name for name in main.commands if f"zoneplan {name}" not in text]
        assert missing == []


def test_the_readme_is_short():
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) < 120


def test_no_document_names_a_package_host():
    for page in [*PAGES, ROOT / "CHANGELOG.md"]:
        assert not re.search(
            r"pypi\.org|npmjs|pythonhosted|unpkg|jsdelivr|cdnjs", page.read_text(encoding="utf-8")
        )
