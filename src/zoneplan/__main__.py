"""`python -m zoneplan`."""

from zoneplan.cli import main

main()
