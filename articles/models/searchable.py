"""Searchable: the words of one version's working text, as the desk's search looks through them."""

from django.db import models

from articles.models.version import LanguageVersion


class Searchable(models.Model):
    """Titles, text and notes of one version as plain, case-folded words. Derived: written by the save of the text,
    made anew by `articles.searching`. Nothing that readers are served comes from here.
    """

    version = models.OneToOneField(LanguageVersion, on_delete=models.CASCADE, related_name="searchable")
    words = models.TextField(blank=True)

    def __str__(self) -> str:
        return str(self.version_id)
