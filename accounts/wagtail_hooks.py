from wagtail.snippets.models import register_snippet

from accounts.cms import AgreementTextViewSet, PlaceGroup, WordsForPeopleGroup

register_snippet(PlaceGroup)
register_snippet(WordsForPeopleGroup)
register_snippet(AgreementTextViewSet)
