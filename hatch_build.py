"""Bundles the map page's scripts and styles into the package while it is built."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

OLDEST_NODE = 20


class PageBundle(BuildHookInterface[Any]):
    """Makes `webmap/built` from `webmap/page`."""

    def dependencies(self) -> list[str]:
        """Build requirements: npm, where neither the machine nor the source release spares it."""
        if self._is_source_release() or _machine_has_npm():
            return []
        npm: list[str] = self.metadata.config["dependency-groups"]["npm"]
        return npm

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Nothing; afterwards `built` holds one script and one style sheet."""
        if self._is_source_release():
            return
        page = Path(self.root, "src/zoneplan/webmap/page")
        if not _is_installed(page):
            _npm("ci", "--omit=dev", folder=page)
        _npm("run", "bundle", folder=page)

    def _is_source_release(self) -> bool:
        return Path(self.root, "PKG-INFO").exists()


def _machine_has_npm() -> bool:
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return False
    version = subprocess.check_output([node, "--version"], text=True)
    return int(version.lstrip("v").split(".")[0]) >= OLDEST_NODE


def _is_installed(page: Path) -> bool:
    # Installing again would take away what the linters need.
    installed = page / "node_modules/.package-lock.json"
    wanted = page / "package-lock.json"
    return installed.exists() and installed.stat().st_mtime >= wanted.stat().st_mtime


def _npm(*arguments: str, folder: Path) -> None:
    # Without build isolation the environment that holds npm need not be active.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    npm = shutil.which("npm", path=path) or "npm"
    subprocess.run([npm, *arguments], cwd=folder, env={**os.environ, "PATH": path}, check=True)
