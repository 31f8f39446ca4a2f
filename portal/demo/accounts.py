"""Who may be looked around as, in a demonstration: read by the sign-in page and by `make run`."""

from django.utils.translation import gettext_lazy as _

ABOUT = {
    "priya.nair": _("Health visitor, part way through a course"),
    "dot.barker": _("Mealtime supervisor, without an e-mail address"),
    "samir.haddad": _("Trainer, with a draft and a review to read"),
    "ruth.bell": _("Champion, with first posts to read"),
    "helen.marsh": _("Programme lead"),
    "farah.siddiqui": _("Organisation lead, with somebody to confirm"),
    "daniel.osei": _("Facilitator and youth worker"),
    "margaret.lowe": _("Commissioner, who sees totals only"),
    "ines.duarte": _("Evaluator, who sees no names"),
    "karen.whitlock": _("Safeguarding lead"),
    "owen.price": _("Privacy officer"),
    "grace.chen": _("Administrator"),
}
