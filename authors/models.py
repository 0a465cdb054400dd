"""Persons: authors, translators, editors, photographers. They know nothing of articles."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from journal.columns import read_name
from journal.fields import LineField, RichTextField
from journal.models import Live


class Author(Live):
    """A person who is credited somewhere, whatever the role. Their name is written by hand in each language:
    romanising a name by rule is unsafe."""

    name = LineField(pgettext_lazy("person", "name"), translated=True)
    given_name = LineField(_("given name"), max_length=100, blank=True, help_text=_("In Latin letters, for citations."))
    family_name = LineField(
        _("family name"), max_length=100, blank=True, help_text=_("In Latin letters, for citations.")
    )
    bio = RichTextField(_("biography"), profile="note", translated=True)
    affiliation = LineField(_("affiliation"), translated=True)
    slug = models.SlugField(_("address word"), max_length=80, unique=True)
    portrait = models.ImageField(_("portrait"), upload_to="people/", blank=True)
    orcid = models.CharField("ORCID", max_length=19, blank=True)
    website = models.URLField(_("website"), blank=True)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                name="author_base_columns_empty", condition=models.Q(name="", bio="", affiliation="")
            ),
            models.CheckConstraint(
                name="author_orcid_form",
                condition=models.Q(orcid="") | models.Q(orcid__regex=r"^[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]\Z"),
            ),
        ]

    def __str__(self) -> str:
        return read_name(self, "name", "en").text or self.slug
