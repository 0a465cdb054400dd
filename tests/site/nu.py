"""The Nu Html Checker (validator.nu) over many pages at once: one start of Java for all of them."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

JAR = Path(__file__).parent / "checker" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
REQUIRED = "ENFACE_REQUIRE_CHECKER"


def require_checker() -> None:
    """Skip the test where the checker or Java is missing; fail where it has to be there, as in CI."""
    missing = "" if JAR.exists() else "the checker is not installed: make checker"
    missing = missing or ("" if shutil.which("java") else "there is no Java to run the checker with")
    if missing and os.environ.get(REQUIRED) == "1":
        pytest.fail(missing)
    if missing:
        pytest.skip(missing)


def check_pages(pages: Mapping[str, str], folder: Path) -> list[tuple[str, str, str]]:
    """Return (page, message, extract) of every error and warning in HTML pages, named by their addresses."""
    names = {}
    for number, (path, text) in enumerate(pages.items()):
        file = folder / f"{number}.html"
        file.write_text(text, encoding="utf-8")
        names[file.name] = path
    command = ["java", "-Xss4m", "-jar", JAR, "--format", "json", "--exit-zero-always", "--stdout", "--no-langdetect"]
    ran = subprocess.run([*command, *sorted(folder.glob("*.html"))], capture_output=True, check=True)
    return [
        (names[message["url"].rpartition("/")[2]], message["message"], message.get("extract", ""))
        for message in json.loads(ran.stdout)["messages"]
        if message["type"] == "error" or message.get("subType") == "warning"
    ]
