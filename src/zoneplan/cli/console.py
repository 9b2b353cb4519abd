"""Printing, on whatever console: tables, sentences, JSON."""

from __future__ import annotations

import codecs
import sys
import unicodedata
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from zoneplan.cli.wording import say, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from zoneplan.errors import ZoneplanError
    from zoneplan.report import Lines

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_WIDE_ENOUGH = 200


def use_any_encoding() -> None:
    """Let a console that lacks a letter show the nearest one: cp1258 tones apart, or none."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=nearest_letters(stream.encoding))


def nearest_letters(encoding: str) -> str:
    """Return the name of an error handler that writes the nearest letters of an encoding."""

    def handler(fault: UnicodeError) -> tuple[str, int]:
        if not isinstance(fault, UnicodeEncodeError):
            raise fault
        letters = fault.object[fault.start : fault.end]
        return "".join(_writable(letter, encoding) for letter in letters), fault.end

    name = f"zoneplan.nearest.{encoding}"
    codecs.register_error(name, handler)
    return name


def _writable(letter: str, encoding: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    tones = "".join(part for part in parts if part in _TONES)
    toneless = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
    bare = {"đ": "d", "Đ": "D", "–": "-", "−": "-", "≈": "~"}.get(letter, parts[0])
    for candidate in (toneless + tones, bare):
        try:
            candidate.encode(encoding)
        except UnicodeEncodeError:
            continue
        return candidate
    return "?"


def printable(text: str) -> str:
    """Return a text without the control characters that could steer a terminal."""
    return "".join("\ufffd" if unicodedata.category(mark) == "Cc" else mark for mark in text)


def complain(fault: ZoneplanError) -> None:
    """Print an error's sentence."""
    click.echo(f"zoneplan: {printable(fault.say(spoken()))}", err=True)


def print_lines(lines: Lines) -> None:
    """Print a table with its notes; one that is not read on a terminal is as wide as it needs."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for at, heading in enumerate(lines.headings):
        right = at in lines.figures
        table.add_column(printable(heading), justify="right" if right else "left", no_wrap=right)
    for row in lines.rows:
        table.add_row(*(Text(printable(value)) for value in row))
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=_WIDE_ENOUGH)
    if lines.title:
        console.print(Text(printable(lines.title)), style="bold underline", soft_wrap=True)
    console.print(table)
    if lines.title:
        console.print()
    for note in lines.notes:
        console.print(Text(printable(note)), style="dim", soft_wrap=True)


def print_json(document: str) -> None:
    """Print a JSON document, always in UTF-8."""
    print_bytes(document.encode())


def put(document: str, target: Path | None) -> None:
    """Write a document to a file, or print it where none is named."""
    if target is None:
        print_json(document)
        return
    from zoneplan import store

    store.write_all({target: document.encode()})


def print_bytes(content: bytes) -> None:
    """Print the content of a file as it is."""
    click.echo(content, nl=False)


def say_revision(number: int) -> None:
    """Print under which number a change was recorded."""
    click.echo(
        say(
            vi=f"Đã ghi lần {number}. Hoàn tác bằng `zoneplan undo {number}`.",
            en=f"Recorded as revision {number}. Undo it with `zoneplan undo {number}`.",
        )
    )


def warn_open_elsewhere(files: tuple[str, ...]) -> None:
    """Warn of files that another program has open for editing."""
    if files:
        names = ", ".join(files)
        click.echo(
            say(
                vi=f"Cảnh báo: {names} đang mở ở chương trình khác (QGIS?). Nếu bên đó lưu sau, "
                "giá trị bên đó thắng; xem lại bằng `zoneplan log`.",
                en=f"Warning: {names} is open in another program (QGIS?). What that program saves "
                "later wins; look at `zoneplan log`.",
            ),
            err=True,
        )


@contextmanager
def progress_bar() -> Iterator[Callable[[int, int], None]]:
    """Show a bar on a terminal, and give what is told how many steps of how many are done."""
    with click.progressbar(length=1, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def advance(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        yield advance
