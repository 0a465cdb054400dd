"""Topic: what articles are about."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from journal.columns import read_name
from journal.fields import LineField
from journal.models import Live


class Topic(Live):
    """A subject, named in every language it is needed in; a missing name is shown in a language it has."""

    name = LineField(pgettext_lazy("topic", "name"), translated=True)
    slug = models.SlugField(_("address word"), max_length=80, unique=True)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["slug"]
        constraints = [models.CheckConstraint(name="topic_base_columns_empty", condition=models.Q(name=""))]

    def __str__(self) -> str:
        return read_name(self, "name", "en").text or self.slug
