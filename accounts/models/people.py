import uuid

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import MinLengthValidator, RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.querysets import PersonQuerySet, UserManager

# No "@": a user name that looks like somebody's address would answer for them at sign-in.
USERNAME = RegexValidator(
    r"^[\w.+-]+\Z", _("Use letters, digits, full stops, hyphens and underscores.")
)


class Person(models.Model):
    """Somebody who learns, teaches or works here: with or without a login or an e-mail."""

    uuid = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    display_name = models.CharField(_("name"), max_length=120)
    pronouns = models.CharField(_("pronouns"), max_length=40, blank=True)
    email = models.EmailField(
        _("e-mail address"),
        blank=True,
        help_text=_("Where messages go. Leave empty if there is none."),
    )
    created_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged_from",
    )
    has_merged_email = models.BooleanField(default=False, editable=False)
    """The address came with a merge, so a later merge may find a better one."""

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["display_name", "pk"]
        indexes = [
            models.Index(Lower("email"), name="person_email_lower"),
            # In the order of lists, so that a page of them stops where it is full.
            models.Index(fields=["display_name", "id"], name="person_by_name"),
        ]

    def __str__(self):
        return self.display_name or gettext("Somebody who has left")

    def family(self):
        """This record and those merged into it."""
        return type(self).objects.filter(models.Q(pk=self.pk) | models.Q(merged_into=self))

    @property
    def short_name(self):
        return self.display_name.split(" ")[0]

    @property
    def has_login(self):
        return hasattr(self, "user")


class User(AbstractBaseUser, PermissionsMixin):
    """A login. Everything a person did hangs on the person, so a login can come later or change."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="user")
    username = models.CharField(
        _("user name"),
        max_length=150,
        unique=True,
        validators=[MinLengthValidator(3), USERNAME],
        error_messages={"unique": _("That user name is taken. Please choose another.")},
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    date_joined = models.DateTimeField(_("login made"), default=timezone.now, editable=False)
    roles_change_at = models.DateTimeField(null=True, editable=False, db_index=True)
    """When a role of this person next begins or ends, so that no request need ask."""
    came_with_merge = models.BooleanField(default=False, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("login")
        verbose_name_plural = _("logins")
        constraints = [
            models.UniqueConstraint(
                Lower("email"), condition=~models.Q(email=""), name="one_login_per_email"
            ),
            models.UniqueConstraint(
                Lower("username"),
                name="one_login_per_username",
                violation_error_message=_("That user name is taken. Please choose another."),
            ),
        ]

    def __str__(self):
        return self.person.display_name

    def get_full_name(self):
        return self.person.display_name

    def get_short_name(self):
        return self.person.short_name

    # The CMS greets and lists its editors by these two names.
    @property
    def first_name(self):
        return self.person.short_name

    @property
    def last_name(self):
        return self.person.display_name.partition(" ")[2]
