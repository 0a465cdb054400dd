"""The whole database as one value, for tests that must show that nothing was touched."""

from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from journal.models import PressStamp

OWN_APPS = ("journal", "authors", "articles")


def take_snapshot() -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table of the project, many-to-many tables and press stamp included.

    Plain querysets: modeltranslation's managers would give the base columns the text of the active language.
    """
    models = [
        model
        for label in OWN_APPS
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if not model._meta.proxy
    ]
    return {model._meta.label: list(QuerySet(model).order_by("pk").values()) for model in models}


def read_stamp() -> str:
    """Return the press stamp, "" before the first public change."""
    return next(iter(PressStamp.objects.values_list("token", flat=True)), "")
