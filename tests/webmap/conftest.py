import dataclasses
import importlib.util
from pathlib import Path

import pandas as pd
import pytest

from zoneplan import analysis, checks, webmap


def rendered(plan, lang="vi"):
    return webmap.render(plan, analysis.tables_of(plan), checks.findings_of(plan), lang=lang)


@pytest.fixture(scope="session")
def render():
    return rendered


@pytest.fixture(scope="session")
def reader():
    """The example of the docs that reads a page without a browser."""
    path = Path(__file__).parents[2] / "docs" / "examples" / "read_page.py"
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def hai_phong_page(hai_phong):
    return rendered(hai_phong)


@pytest.fixture
def visit(chromium, tmp_path):
    """Open a page from disk with the network cut; `faults` fills with what must not happen."""
    contexts = []

    def opened(text, *, width=1440, height=900, scripts=True, touch=False):
        file = tmp_path / "Bản đồ.html"
        file.write_text(text, encoding="utf-8")
        context = chromium.new_context(
            offline=True,
            viewport={"width": width, "height": height},
            java_script_enabled=scripts,
            has_touch=touch,
            is_mobile=touch,
        )
        contexts.append(context)
        page = context.new_page()
        page.faults = faults = []
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: faults.append(request.url))
        page.file = file.as_uri()
        page.goto = complete(page, page.goto)
        page.goto(page.file)
        faults.remove(page.file)
        return page

    yield opened
    for context in contexts:
        context.close()


def complete(page, go):
    """Return a way to an address that ends when every part of the page there is made."""

    def gone(address):
        go(address)
        page.wait_for_selector("body:not([aria-busy])", state="attached")

    return gone


HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "`${alert(1)}`",
    "{{ 7*7 }}",
    "{% x %}",
    "]]><!--",
    "</noscript><b>\u2028",
)


@pytest.fixture
def hostile_plan(plan_of, square):
    """A plan with every hostile text as name, note and value of a column so named."""
    rows = [
        {
            "code": f"H{number}",
            "name_vi": text,
            "name_en": text,
            "developer": text,
            "note": text,
            "decision": text,
            "area_source": text,
            "kind": text,
            "boundary_basis": text,
            "geometry": square(600_000.0 + 200 * number),
        }
        for number, text in enumerate(HOSTILE)
    ]
    events = [
        {"code": row["code"], "date": "2020-01-01", "status": row["note"], "date_kind": row["note"]}
        for row in rows
    ]
    plan = plan_of(*rows, events=events)
    for number, text in enumerate(HOSTILE):
        plan.frame("industrial_zones")[text] = f"foreign {number}"
    return plan


@pytest.fixture
def hostile_registers(hostile_plan):
    """The same plan with every hostile text in every text column of every register."""
    catalogue = hostile_plan.catalogue
    tables = {}
    for layer in catalogue.with_role("register"):
        rows = []
        for number, text in enumerate(HOSTILE):
            row = {
                column.name: text if column.type == "text" else _harmless(column)
                for column in layer.columns
            }
            rows.append(row | _met(layer.name, number, text))
        tables[layer.name] = pd.DataFrame(rows, dtype=object)
    return dataclasses.replace(hostile_plan, tables=tables)


@pytest.fixture
def hostile_columns(hai_phong):
    """The shipped plan with a hostile text in every text column of every layer and event."""

    def spoilt(frame, layer):
        texts = [each.name for each in layer.columns if each.type == "text" and each.name in frame]
        names = [name for name in texts if name != layer.key]
        cycles = {
            name: pd.Series(
                [HOSTILE[(row + at) % len(HOSTILE)] for row in range(len(frame))],
                index=frame.index,
                dtype=object,
            )
            for at, name in enumerate(names)
        }
        return frame.assign(**cycles)

    plan = hai_phong
    for layer in plan.catalogue.with_role("feature", "line", "backdrop"):
        if layer.name in plan.layers:
            plan = plan.with_frame(layer, spoilt(plan.frame(layer.name), layer))
    (history,) = plan.catalogue.with_role("history")
    return dataclasses.replace(plan, events=spoilt(plan.events, history))


def _harmless(column):
    return 1.0 if column.type in {"real", "integer"} else "2020-01-01"


def _met(register, number, text):
    """What a hostile row needs to meet a feature: its code, its table."""
    met = {"code": f"H{number}"}
    if register == "claims":
        met = {"table": "industrial_zones", "measure": "count", "where": None, "id": text}
    if register == "targets":
        met |= {"status": "filled", "due_precision": "day"}
    return met if register not in {"sources", "decisions", "indicators"} else {}
