"""Only for `collectstatic` while an image is built: no secrets and no servers are at hand."""

from portal.settings.base import *

SECRET_KEY = "collects-static-files-and-serves-nobody"  # noqa: S105
