"""Where files are kept, read from STORAGE_URL.

file:///srv/portal/media
s3://KEY:SECRET@storage.example.org/bucket?region=eu-west-2
"""

from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def storage_from(url, *, default_folder):
    parts = urlsplit(url)
    if not url:
        return file_storage(default_folder)
    if parts.scheme == "file" and parts.path:
        return file_storage(unquote(parts.path))
    if parts.scheme == "s3" and parts.hostname and parts.path.strip("/"):
        return s3_storage(parts)
    raise ImproperlyConfigured(
        "STORAGE_URL is not understood. Write file:///folder or s3://KEY:SECRET@host/bucket."
    )


def file_storage(folder):
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": folder},
    }


def s3_storage(parts):
    """A private bucket: the portal reads each file itself and asks first who may see it."""
    asked = parse_qs(parts.query)
    port = f":{parts.port}" if parts.port else ""
    scheme = "http" if asked.get("tls") == ["off"] else "https"
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "access_key": unquote(parts.username or "") or None,
            "secret_key": unquote(parts.password or "") or None,
            "bucket_name": parts.path.strip("/"),
            "endpoint_url": f"{scheme}://{parts.hostname}{port}",
            "region_name": asked.get("region", [None])[0],
            "addressing_style": "path",
            "default_acl": "private",
            "file_overwrite": False,
            "querystring_auth": True,
        },
    }
