"""Where a pack lies: whole or not at all."""

from __future__ import annotations

import os
from typing import BinaryIO

from django.core.files import File
from django.core.files.storage import FileSystemStorage

from evaluation.models import Export


def keep_whole(export: Export, content: BinaryIO) -> str:
    """On a disk it gets its name when all of it is there; an object store shows whole ones only."""
    storage, name = export.file.storage, export.file_name
    forget(export)
    if not isinstance(storage, FileSystemStorage):
        return storage.save(name, File(content))
    part = storage.save(_part(export), File(content))
    os.replace(storage.path(part), storage.path(name))
    return name


def forget(export: Export) -> None:
    """What is whole, and what a worker that was killed left of it."""
    for name in (export.file_name, _part(export)):
        export.file.storage.delete(name)


def _part(export: Export) -> str:
    return f"{export.file_name}.part"
