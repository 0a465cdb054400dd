"""Ground that every app stands on: people who sign in, the press stamp, and the journal's own pages."""

import secrets
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from journal.fields import LineField, RichTextField
from journal.languages import CHOICES


class User(AbstractUser):
    """A person who signs in. Deactivated when they leave, never deleted: the log refers to them."""

    class Mail(models.TextChoices):
        AT_ONCE = "at_once", _("at once")
        DAILY = "daily", _("once a day")
        NEVER = "never", _("never")

    language = models.CharField(_("interface language"), max_length=10, choices=CHOICES, blank=True)
    mail = models.CharField(_("notices by mail"), max_length=8, choices=Mail, default=Mail.AT_ONCE)

    class Meta(AbstractUser.Meta):
        constraints = [
            models.CheckConstraint(name="user_mail_known", condition=models.Q(mail__in=["at_once", "daily", "never"]))
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class PressStamp(models.Model):
    """One random token, renewed in the transaction of every public change; every ETag is made from it.

    Random rather than counted: after a restore from a backup a counter would give old tokens to new content.
    """

    token = models.CharField(max_length=16)

    def __str__(self) -> str:
        return self.token

    @classmethod
    def bump(cls) -> None:
        """Give the press a new stamp. One query; call it inside the transaction of the change."""
        token = secrets.token_hex(8)
        if not cls.objects.filter(pk=1).update(token=token):
            cls.objects.update_or_create(pk=1, defaults={"token": token})


class Live(models.Model):
    """Base of rows that public pages show as they are now: saving or deleting one renews the press stamp."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            PressStamp.bump()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            deleted = super().delete(*args, **kwargs)
            PressStamp.bump()
        return deleted


class Page(Live):
    """A page of the journal about itself, in every language it is written in."""

    class Key(models.TextChoices):
        ABOUT = "about", _("About")
        IMPRINT = "imprint", _("Imprint")
        PRIVACY = "privacy", _("Privacy")
        ACCESSIBILITY = "accessibility", _("Accessibility")

    key = models.CharField(_("page"), max_length=20, choices=Key, unique=True)
    title = LineField(_("title"), translated=True)
    body = RichTextField(_("text"), profile="body", translated=True)

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        constraints = [
            models.CheckConstraint(name="page_base_columns_empty", condition=models.Q(title="", body="")),
            models.CheckConstraint(
                name="page_key_known", condition=models.Q(key__in=["about", "imprint", "privacy", "accessibility"])
            ),
        ]

    def __str__(self) -> str:
        return self.get_key_display()


class OldAddress(Live):
    """An address that a journal had before it moved here, and where what stood there is now.

    `path` is the path with its query, if it had one, percent-decoded; `target` a path of this site or a whole address.
    Asked only where the site itself has nothing.
    """

    path = models.CharField(
        _("old address"), max_length=700, unique=True, help_text=_("From the first slash on, as “/articles/17-title”.")
    )
    target = models.CharField(_("leads to"), max_length=700, help_text=_("As “/de/17/”, or a whole address."))

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        ordering = ["path"]

    def __str__(self) -> str:
        return self.path
