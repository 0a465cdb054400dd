"""The queue of mails, for chiefs: what was sent, what was not, and the act that sends again what may not have come."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import rights
from articles.desk.access import article_without_texts
from articles.desk.registration import ListAdmin
from articles.models import LanguageVersion, Notice
from articles.notices import queue
from journal.languages import language


@admin.register(Notice)
class NoticeAdmin(ListAdmin):
    """Rows to look at. Nothing in them can be changed, and links of accounts stand in none."""

    list_display = ("recipient", "kind", "piece", "at", "state_shown", "times_tried", "last_fault")
    list_display_links = None
    list_filter = ("state", "kind")
    ordering = ("-pk",)
    actions = ("send_again",)  # type: ignore[assignment]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Notice]:
        versions = Prefetch("version", queryset=LanguageVersion.objects.prefetch_related(article_without_texts()))
        return Notice.objects.select_related("person").prefetch_related(versions).order_by(*self.ordering)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return rights.is_chief(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return rights.is_chief(request.user)

    @admin.display(description=gettext_lazy("person"), ordering="person")
    def recipient(self, notice: Notice) -> str:
        return str(notice.person)

    @admin.display(description=gettext_lazy("attempts"), ordering="attempts")
    def times_tried(self, notice: Notice) -> int:
        return notice.attempts

    @admin.display(description=gettext_lazy("last fault"), ordering="fault")
    def last_fault(self, notice: Notice) -> str:
        return notice.fault

    @admin.display(description=gettext_lazy("article"))
    def piece(self, notice: Notice) -> str:
        version = notice.version
        return f"{version.article.working_title} ({language(version.language).name})" if version else "–"

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_shown(self, notice: Notice) -> str:
        """The state, and whether it is in doubt: its sender was stopped, or got no answer."""
        over = notice.settled_at is not None and notice.settled_at <= timezone.now() - queue.SURELY_OVER
        if notice.state == Notice.State.SENDING and over:
            return _("in doubt: it may have been sent")
        return notice.get_state_display()

    @admin.action(description=gettext_lazy("Send again"))
    def send_again(self, request: HttpRequest, queryset: QuerySet[Notice]) -> None:
        count = queue.send_again(Notice.objects.filter(pk__in=queryset.values("pk")), at=timezone.now())
        text = ngettext("%(count)s mail will be sent again.", "%(count)s mails will be sent again.", count)
        messages.success(request, text % {"count": count})
