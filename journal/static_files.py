"""Which static files of installed apps are ours to serve."""

from django.contrib.staticfiles.finders import AppDirectoriesFinder

LEFT_OUT = frozenset({"django_ckeditor_5"})
"""Apps whose own static files stay unserved: CKEditor 47.5 there has CVE-2026-116688; ours stands in `static/`."""


class SelectedAppDirectories(AppDirectoriesFinder):
    """Finds the static files of every installed app but those in `LEFT_OUT`; for `STATICFILES_FINDERS`."""

    def __init__(self, app_names: list[str] | None = None, *args: object, **kwargs: object) -> None:
        super().__init__(app_names, *args, **kwargs)
        self.apps = [name for name in self.apps if name not in LEFT_OUT]
        self.storages = {name: storage for name, storage in self.storages.items() if name not in LEFT_OUT}
