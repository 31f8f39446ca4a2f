from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.people import Person
from accounts.phrases import tidy_phrase
from accounts.querysets.joining import SignInCardQuerySet


class SignInCard(models.Model):
    """A printed user name and phrase that sign one person in, once. Only its hash is kept."""

    LIVES = timedelta(days=60)

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sign_in_cards")
    batch = models.UUIDField(
        editable=False,
        help_text=_("One press of “Make the cards”: pressing again shows nothing twice."),
    )
    phrase_hash = models.CharField(max_length=128, editable=False)
    made_by = models.ForeignKey(
        Person, verbose_name=_("made by"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("runs out"))
    used_at = models.DateTimeField(_("used"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("replaced or withdrawn"), null=True, editable=False)

    objects = SignInCardQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-in card")
        verbose_name_plural = _("sign-in cards")
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["batch"], name="card_batch")]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(used_at=None, revoked_at=None),
                name="one_live_card_per_person",
            ),
        ]

    def __str__(self):
        return str(self.pk)

    def set_phrase(self, phrase):
        self.phrase_hash = make_password(tidy_phrase(phrase))

    def has_phrase(self, typed):
        return check_password(tidy_phrase(typed), self.phrase_hash)
