"""System checks: what must hold before the site may start. `manage.py check` lists what does not."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.checks import CheckMessage, Error, register

from articles.choices import Licence
from journal.editor import FOLDER

EDITOR_FLOOR = (48, 5, 2)
"""The first CKEditor without CVE-2026-116688 (script by way of a `style` attribute) that is free for everybody."""

_MARKER = re.compile(rb"/\*! CKEditor (\d+)\.(\d+)\.(\d+) with the plugins of Enface")


def editor_version(bundle: Path) -> tuple[int, int, int] | None:
    """Return the version a bundle of ours names in its first line, None for any other file. Reads 200 bytes."""
    with bundle.open("rb") as file:
        marker = _MARKER.match(file.read(200))
    return (int(marker[1]), int(marker[2]), int(marker[3])) if marker else None


@register
def check_editor_bundle(app_configs: Sequence[AppConfig] | None = None, **options: Any) -> list[CheckMessage]:
    """Report an editor that is missing, older than `EDITOR_FLOOR`, or not ours: enface.E001."""
    found = finders.find(f"{FOLDER}/bundle.js")
    version = editor_version(Path(found)) if found else None
    if version is None:
        problem = "The editor's bundle is missing, or is not the one of this project."
    elif version < EDITOR_FLOOR:
        problem = f"The editor's bundle is CKEditor {'.'.join(map(str, version))}, which is not safe to use."
    elif finders.find("django_ckeditor_5/app.js"):
        problem = (
            "The static files of django-ckeditor-5, with an editor that is not safe to use, are served beside ours."
        )
    else:
        return []
    floor = ".".join(map(str, EDITOR_FLOOR))
    hint = (
        f"Build CKEditor {floor} or newer with `make assets`; its folder must come first in STATICFILES_DIRS, and "
        "STATICFILES_FINDERS must name journal.static_files.SelectedAppDirectories, not Django's AppDirectoriesFinder."
    )
    return [Error(problem, hint=hint, id="enface.E001")]


@register
def check_licence(app_configs: Sequence[AppConfig] | None = None, **options: Any) -> list[CheckMessage]:
    """Report an ENFACE_LICENCE that is none of those a piece may have: enface.E002."""
    if settings.SITE_LICENCE in ("", *Licence.values):
        return []
    problem = f"ENFACE_LICENCE names a licence there is not: {settings.SITE_LICENCE}"
    return [Error(problem, hint=f"Leave it empty, or choose one of {', '.join(Licence.values)}.", id="enface.E002")]
