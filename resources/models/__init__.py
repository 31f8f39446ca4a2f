from resources.models.documents import LibraryDocument
from resources.models.keeping import KeepsFiles
from resources.models.language_review import ReviewComment, ReviewCopy
from resources.models.media import Media
from resources.models.pages import BasePage
from resources.models.partnership import Partnership
from resources.models.pictures import Picture, Rendition
from resources.models.site_pages import LegalPage, StandardPage
from resources.models.support import SafeguardingRoute, SupportContact
from resources.models.vocabularies import (
    ContentNoteTopic,
    Licence,
    Principle,
    PrincipleSet,
    ResourceType,
    Topic,
)
from resources.models.workflow import LivedExperienceTask, PeerReviewTask

__all__ = [
    "BasePage",
    "ContentNoteTopic",
    "KeepsFiles",
    "LegalPage",
    "LibraryDocument",
    "Licence",
    "LivedExperienceTask",
    "Media",
    "Partnership",
    "PeerReviewTask",
    "Picture",
    "Principle",
    "PrincipleSet",
    "Rendition",
    "ResourceType",
    "ReviewComment",
    "ReviewCopy",
    "SafeguardingRoute",
    "StandardPage",
    "SupportContact",
    "Topic",
]
