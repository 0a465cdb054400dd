from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class JournalConfig(AppConfig):
    name = "journal"
    verbose_name = _("Journal")

    def ready(self) -> None:
        from journal import checks  # noqa: F401  app ready: registering needs the app registry


class DeskConfig(AdminConfig):
    """Django's admin with our own site: its first page is the board."""

    default_site = "journal.site.DeskSite"
