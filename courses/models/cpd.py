from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.attendance import Attendance
from courses.models.elsewhere import DeclaredLearning, Recognition
from courses.models.progress import Enrolment


def one_of(*names):
    """Exactly one of these keys is there."""
    found = models.Q()
    for chosen in names:
        others = {f"{name}__isnull": True for name in names if name != chosen}
        found |= models.Q(**{f"{chosen}__isnull": False}, **others)
    return found


class CpdNote(models.Model):
    """What one piece of learning means for somebody's work, in their own words.

    Theirs alone: it is in no view of staff, admin, export of others, index or log. Whose it is
    follows from what it is about, and it goes with that.
    """

    class Section(models.TextChoices):
        PEOPLE = "people", _("Prioritise people")
        PRACTISE = "practise", _("Practise effectively")
        SAFETY = "safety", _("Preserve safety")
        TRUST = "trust", _("Promote professionalism and trust")

    enrolment = models.OneToOneField(
        Enrolment, on_delete=models.CASCADE, null=True, blank=True, related_name="cpd_note"
    )
    recognition = models.OneToOneField(
        Recognition, on_delete=models.CASCADE, null=True, blank=True, related_name="cpd_note"
    )
    declared = models.OneToOneField(
        DeclaredLearning, on_delete=models.CASCADE, null=True, blank=True, related_name="cpd_note"
    )
    attendance = models.OneToOneField(
        Attendance, on_delete=models.CASCADE, null=True, blank=True, related_name="cpd_note"
    )
    words = models.TextField(_("your note"), blank=True)
    section = models.CharField(_("part of the NMC Code"), max_length=8, choices=Section, blank=True)

    class Meta:
        verbose_name = _("private note")
        verbose_name_plural = _("private notes")
        constraints = [
            models.CheckConstraint(
                condition=one_of("enrolment", "recognition", "declared", "attendance"),
                name="a_note_is_about_one_thing",
            )
        ]

    def __str__(self):
        return str(_("Private note"))
