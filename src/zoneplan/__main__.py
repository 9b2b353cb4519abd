"""`zoneplan` and `python -m zoneplan`: the command line, stopped quietly even while it loads."""

from __future__ import annotations

import sys


def start() -> None:
    """Load the command line and run it; Ctrl-C before it can speak ends it with its exit code."""
    try:
        from zoneplan.cli import main  # noqa: PLC0415 - so that Ctrl-C is heard while it loads

        main()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    start()
