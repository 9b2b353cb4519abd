import http.client
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import contextmanager
from datetime import date

import pytest

from zoneplan.errors import OutputError, PlanError
from zoneplan.workflows.loopback import News
from zoneplan.workflows.serve import Showing, Wanted, serve

TODAY = date(2026, 11, 23)
ZONES = "industrial_zones.gpkg"
NHP = "nam_hai_phong.gpkg"


def wanted(**changed):
    return Wanted(**{"as_of": TODAY, "today": lambda: TODAY, "lang": "vi"} | changed)


@pytest.fixture
def showing(copied_plan, tmp_path):
    (tmp_path / "copies").mkdir()
    made = Showing(copied_plan, tmp_path / "copies", wanted())
    made.refresh()
    return made


@contextmanager
def serving(folder):
    """The port on which a plan is served."""
    ready, stop, ports = threading.Event(), threading.Event(), []

    def told(url):
        ports.append(int(url.rstrip("/").rpartition(":")[2]))
        ready.set()

    thread = threading.Thread(
        target=serve,
        args=(folder, wanted()),
        kwargs={"port": 0, "ready": told, "stop": stop},
        daemon=True,
    )
    thread.start()
    assert ready.wait(60)
    yield ports[0]
    stop.set()
    thread.join(20)
    assert not thread.is_alive()


@pytest.fixture
def served(copied_plan):
    """The port on which a copied plan is served."""
    with serving(copied_plan) as port:
        yield port


@pytest.fixture(scope="module")
def unchanged(geodata):
    """The port on which the shipped plan is served to tests that leave it as it is."""
    with serving(geodata) as port:
        yield port


def change(folder, statement, *, file=ZONES):
    connection = sqlite3.connect(folder / file)
    for (name,) in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    connection.execute(statement)
    connection.commit()
    connection.close()


def asked(port, path="/", **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer, content


@contextmanager
def listening(port):
    """Hear the news of a server: each call waits for the next."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/news")
    answer = connection.getresponse()
    lines = iter(answer.readline, b"")
    yield lambda: json.loads(next(line for line in lines if line.startswith(b"data:"))[5:])
    connection.close()


def hear(next_news, until):
    """Listen until some news is it: a file that is still being written is told of before."""
    return next(news for news in iter(next_news, None) if until(news))


@contextmanager
def zoneplan_serve(folder, *, port=0):
    """`zoneplan serve` as a program of its own, and the port that it names."""
    # A program that was started in the background hands down that Ctrl-C is not heard.
    heard = signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(
        [sys.executable, "-m", "zoneplan", "serve", "--plan", str(folder), "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as program:
        try:
            yield program, int(re.search(r":(\d+)/", program.stdout.readline())[1])
        finally:
            program.kill()
            signal.signal(signal.SIGINT, heard)


def told(showing):
    return " ".join(text["vi"] for text in json.loads(showing.news())["told"])


def everything_in(folder):
    return {
        path.relative_to(folder): (path.stat().st_mtime_ns, path.stat().st_size, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_only_this_machine_is_answered_and_only_by_its_own_name(unchanged):
    assert asked(unchanged)[0].status == 200
    assert asked(unchanged, Host=f"localhost:{unchanged}")[0].status == 200
    assert asked(unchanged, Host="evil.example")[0].status == 421
    assert asked(unchanged, Host=f"evil.example:{unchanged}")[0].status == 421


@pytest.mark.parametrize("path", ["/zoneplan.toml", "/../zoneplan.toml", "/?x", "/geodata"])
def test_nothing_but_the_page_and_its_news_is_served(unchanged, path):
    assert asked(unchanged, path)[0].status == 404


def test_nothing_can_be_sent_to_the_server(unchanged):
    connection = http.client.HTTPConnection("127.0.0.1", unchanged, timeout=20)
    connection.request("POST", "/", body="x")
    assert connection.getresponse().status == 501


def test_a_served_page_may_ask_its_own_server_and_nobody_else(unchanged):
    answer, content = asked(unchanged)
    policy = content.decode().partition('Policy" content="')[2].partition('"')[0]
    assert policy.endswith("form-action 'none'; connect-src 'self'")
    assert "unsafe" not in policy
    assert answer.headers["Cache-Control"] == "no-store"


def test_whoever_listens_is_told_at_once_and_again_only_of_something_else():
    news = News()
    news.put(b"1")
    messages = news.messages()
    assert next(messages) == b"1"
    news.put(b"1")
    news.put(b"2")
    assert next(messages) == b"2"
    news.end()
    assert list(messages) == []


def test_an_open_page_is_told_of_a_change_without_asking_again(served, copied_plan):
    with listening(served) as next_news:
        old = next_news()
        change(copied_plan, "UPDATE industrial_zones SET note = 'mới' WHERE fid = 1")
        assert hear(
            next_news,
            lambda news: news["page"] != old["page"] and news["page"] in asked(served)[1].decode(),
        )


def test_ctrl_c_ends_the_server_and_frees_its_port(geodata):
    with zoneplan_serve(geodata) as (program, port):
        with listening(port) as next_news:
            assert next_news()["told"] == []
            program.send_signal(signal.SIGINT)
            assert program.wait(60) == 0
        assert program.stderr.read() == ""
    with zoneplan_serve(geodata, port=port) as (_, again):
        assert again == port


@pytest.mark.qgis
def test_what_is_saved_in_qgis_is_shown_and_its_file_left_alone(copied_plan, editing):
    with zoneplan_serve(copied_plan) as (_, port), listening(port) as next_news:
        next_news()
        before = everything_in(copied_plan)
        assert "sửa trong QGIS" not in asked(port)[1].decode()
        assert everything_in(copied_plan) == before
        assert editing().strip().endswith("saved")
        saved = everything_in(copied_plan)
        hear(next_news, lambda _: "sửa trong QGIS" in asked(port)[1].decode())
        assert everything_in(copied_plan) == saved


def test_serving_leaves_the_folder_as_it_was(copied_plan, tmp_path):
    change(copied_plan, "PRAGMA journal_mode = WAL")
    before = everything_in(copied_plan)
    (tmp_path / "copies").mkdir()
    showing = Showing(copied_plan, tmp_path / "copies", wanted())
    for _ in range(3):
        showing.refresh()
    assert told(showing) == ""
    assert everything_in(copied_plan) == before


def test_no_sums_are_made_for_a_page_that_shows_none(showing, copied_plan, monkeypatch):
    monkeypatch.delattr("zoneplan.analysis.totals_table")
    change(copied_plan, "UPDATE industrial_zones SET note = 'mới' WHERE fid = 1")
    old = showing.news()
    showing.refresh()
    assert showing.news() != old


def test_a_change_makes_another_page(showing, copied_plan):
    old = showing.news()
    showing.refresh()
    assert showing.news() == old
    change(copied_plan, "UPDATE industrial_zones SET developer = 'Nhà đầu tư mới' WHERE fid = 1")
    showing.refresh()
    assert showing.news() != old
    assert "Nhà đầu tư mới" in showing.page()


def test_an_edit_that_stands_in_the_wal_is_shown_while_the_file_is_open(showing, copied_plan):
    change(copied_plan, "PRAGMA journal_mode = WAL")
    editor = sqlite3.connect(copied_plan / ZONES)
    for (name,) in editor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        editor.execute(f'DROP TRIGGER "{name}"')
    editor.execute("UPDATE industrial_zones SET developer = 'Trong WAL' WHERE fid = 1")
    editor.commit()
    assert (copied_plan / f"{ZONES}-wal").stat().st_size
    showing.refresh()
    editor.close()
    assert "Trong WAL" in showing.page()


def test_a_file_being_written_is_told_over_the_last_good_page(showing, copied_plan):
    good = showing.page()
    os.utime(copied_plan / ZONES)
    journal = copied_plan / f"{ZONES}-journal"
    journal.write_bytes(b"\xd9\xd5\x05\xf9")
    showing.refresh()
    assert "đang được ghi dở" in told(showing)
    assert showing.page() == good
    assert journal.exists()
    journal.unlink()
    showing.refresh()
    assert told(showing) == ""


def test_an_error_is_told_over_the_last_good_page(showing, copied_plan):
    good = showing.page()
    change(copied_plan, "UPDATE industrial_zones SET code = NULL WHERE fid = 1")
    showing.refresh()
    assert "bản tốt gần nhất" in told(showing)
    assert showing.page() == good


def test_a_broken_file_is_told_and_the_page_stays(showing, copied_plan):
    good = showing.page()
    (copied_plan / ZONES).write_bytes(b"none")
    showing.refresh()
    assert "không phải tệp GeoPackage" in told(showing)
    assert str(copied_plan) in told(showing)
    assert showing.page() == good


def test_a_plan_with_errors_from_the_start_is_shown_with_a_stamp(copied_plan, tmp_path):
    change(copied_plan, "UPDATE industrial_zones SET code = NULL WHERE fid = 1")
    (tmp_path / "copies").mkdir()
    showing = Showing(copied_plan, tmp_path / "copies", wanted())
    showing.refresh()
    assert "có lỗi chưa sửa" in told(showing)
    assert "CÓ LỖI CHƯA SỬA" in showing.page()


def test_a_plan_that_was_never_readable_is_waited_for(copied_plan, tmp_path):
    good = shutil.copy(copied_plan / ZONES, tmp_path / "good")
    (copied_plan / ZONES).write_bytes(b"none")
    (tmp_path / "copies").mkdir()
    showing = Showing(copied_plan, tmp_path / "copies", wanted())
    showing.refresh()
    assert "Chưa đọc được đồ án" in showing.page()
    shutil.copy(good, copied_plan / ZONES)
    showing.refresh()
    assert "zoneplan.page/2" in showing.page()


def test_what_is_internal_is_not_served_to_the_public(copied_plan, tmp_path):
    change(copied_plan, "UPDATE industrial_zones SET note = 'chỉ nội bộ' WHERE fid = 1")
    (tmp_path / "copies").mkdir()
    showing = Showing(copied_plan, tmp_path / "copies", wanted(reader="public"))
    showing.refresh()
    assert "chỉ nội bộ" not in showing.page()


def test_a_taken_port_is_told(served, geodata):
    with pytest.raises(OutputError, match=f"Cannot use port {served}"):
        serve(geodata, wanted(), port=served, ready=print)


def test_a_folder_without_a_plan_is_told_at_once(tmp_path):
    with pytest.raises(PlanError, match="holds no plan"):
        serve(tmp_path, wanted(), port=0, ready=print)


@pytest.mark.browser
def test_an_open_page_follows_a_change_and_keeps_the_picture(served, copied_plan, chromium):
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    faults = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"http://127.0.0.1:{served}/")
    page.locator(".unplaced").click()
    page.wait_for_url("**#*DVCH*")
    picture = page.url
    change(copied_plan, "UPDATE economic_zones SET note = 'thử 77' WHERE code = 'DVCH'", file=NHP)
    page.locator(".card", has_text="thử 77").wait_for(timeout=20_000)
    assert page.url == picture
    assert page.inner_text(".card h2") == "Khu kinh tế Đình Vũ – Cát Hải"
    change(copied_plan, "UPDATE economic_zones SET code = NULL WHERE code = 'DVCH'", file=NHP)
    page.locator(".served").wait_for(timeout=20_000)
    assert "bản tốt gần nhất" in page.inner_text(".served")
    assert page.inner_text(".card h2") == "Khu kinh tế Đình Vũ – Cát Hải"
    assert faults == []
    context.close()


@pytest.mark.browser
def test_a_tab_that_nobody_sees_holds_no_connection(served, chromium):
    page = chromium.new_page()
    page.add_init_script(
        "const Real = EventSource; window.held = []; window.EventSource = function (address) {"
        "  const made = new Real(address); held.push(made); return made; };"
        "Object.defineProperty(document, 'hidden', { get: () => window.unseen ?? false });"
    )
    page.goto(f"http://127.0.0.1:{served}/")
    closed = "held.map((each) => each.readyState === 2)"
    assert page.evaluate(closed) == [False]
    turn = "document.dispatchEvent(new Event('visibilitychange'))"
    page.evaluate(f"window.unseen = true; {turn}")
    assert page.evaluate(closed) == [True]
    page.evaluate(f"window.unseen = false; {turn}")
    assert page.evaluate(closed) == [True, False]
    page.close()
