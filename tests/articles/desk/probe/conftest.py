"""The desk of the small journal, with files of its own."""

from pathlib import Path
from typing import Any

import pytest

from tests.articles.desk.probe.asking import Desk
from tests.articles.desk.probe.world import make_world


@pytest.fixture
def desk(db: None, settings: Any, tmp_path: Path) -> Desk:
    """Make the journal, and accounts as they are asked for. About a second."""
    settings.MEDIA_ROOT = tmp_path
    return Desk(make_world())


@pytest.fixture
def empty_pages(settings: Any) -> None:
    """Draw the pages of the desk empty: what they show is asked elsewhere, and drawing them takes most of the time."""
    folder = Path(settings.BASE_DIR) / "templates"
    pages = [path for path in folder.glob("desk/*.html") if not path.name.startswith("_")]
    empty = {str(path.relative_to(folder)): "" for path in [*pages, folder / "press/404.html"]}
    (engine,) = settings.TEMPLATES
    options = {key: value for key, value in engine["OPTIONS"].items() if key != "loaders"}
    stored = ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"]
    loaders = [("django.template.loaders.cached.Loader", [("django.template.loaders.locmem.Loader", empty), *stored])]
    settings.TEMPLATES = [{**engine, "APP_DIRS": False, "OPTIONS": {**options, "loaders": loaders}}]
