"""What there is to read after a session. Each takes the session's lock first."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile, File
from django.db import transaction

from accounts import audit
from accounts.models import Person, User
from courses.messages.afterwards import tell_of_materials
from courses.models import LiveSession, Material
from resources.models import LibraryDocument
from resources.permissions import can_open_file


class TooEarlyError(Exception):
    """The session has not begun, or was cancelled."""


@transaction.atomic
def add_document(
    *, session: LiveSession, document: LibraryDocument, by: User, at: datetime
) -> Material:
    """One that they may open themselves; a second time it is there already."""
    if not can_open_file(by, document):
        raise PermissionDenied
    session = _locked(session, by=by.person, at=at)
    found, _ = session.materials.get_or_create(document=document, defaults={"added_at": at})
    return found


@transaction.atomic
def add_link(*, session: LiveSession, title: str, link: str, by: Person, at: datetime) -> Material:
    """The same link again has the later title."""
    session = _locked(session, by=by, at=at)
    said = {"title": title, "added_at": at}
    found, _ = session.materials.update_or_create(link=link, defaults=said)
    return found


@transaction.atomic
def add_file(
    *, session: LiveSession, title: str, file: ContentFile, by: Person, at: datetime
) -> Material:
    """One that is nowhere else in the portal, read with care as `read_evidence` does.

    A second time, as after an answer that was lost, it is there already.
    """
    session = _locked(session, by=by, at=at)
    for there in session.materials.filter(title=title).exclude(file=""):
        if there.file.size == file.size and _content(there.file) == _content(file):
            return there
    return session.materials.create(title=title, file=file, added_at=at)


@transaction.atomic
def take_material_away(*, material: Material, by: Person, at: datetime) -> None:
    """A file of its own goes once the row is gone for good."""
    _locked(material.session, by=by, at=at)
    Material.objects.filter(pk=material.pk).delete()
    if material.file:
        transaction.on_commit(partial(material.file.storage.delete, material.file.name))


@transaction.atomic
def send_materials(*, session: LiveSession, by: Person, at: datetime) -> int:
    """How many hear of them. Nobody does of a wellbeing session, or where there are none."""
    session = _locked(session, by=by, at=at)
    if session.is_private or not session.materials.exists():
        return 0
    audit.record(actor=by, verb="session.materials_sent", target=session)
    return tell_of_materials(session, at=at)


def _content(file: File) -> bytes:
    with file.open("rb") as opened:
        return opened.read()


def _locked(session: LiveSession, *, by: Person, at: datetime) -> LiveSession:
    session = LiveSession.objects.locked(session.pk)
    if not session.shows_people_to(by):
        raise PermissionDenied
    if not session.has_begun(at=at):
        raise TooEarlyError
    return session
