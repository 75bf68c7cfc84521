"""An S3-compatible bucket as Aliyun OSS, Tencent COS, MinIO and AWS all understand it.

Only plain requests: no chunked signatures (`when_required`), no batch deletions, no tags. The
bucket's name is part of the host name unless `addressing` says otherwise.
"""

import base64
import hashlib
import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from zsite.problems import problem
from zsite.ship.publish.secrets import Secrets
from zsite.ship.publish.servers import ASK_AGAIN, FOR_EVER
from zsite.ship.publish.standing import Seen
from zsite.ship.publish.stopped import StoppedError
from zsite.ship.publish.targets import Target

_TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
    "json": "application/json",
    "xml": "application/xml",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "svg": "image/svg+xml",
    "webp": "image/webp",
    "avif": "image/avif",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "ico": "image/vnd.microsoft.icon",
    "woff2": "font/woff2",
    "pdf": "application/pdf",
    "vcf": "text/vcard; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "zip": "application/zip",
    "webmanifest": "application/manifest+json",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_NO_ENTRY = ("AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "403")
TRIES = 3  # of a request that finds no answer
_PATIENCE = 20  # seconds until a server that does not answer counts as gone
_SETTLE = 0.3  # seconds until of two claims at once only one is seen


class Bucket:
    """The objects below the target's prefix, by path."""

    def __init__(self, target: Target, secrets: Secrets) -> None:
        import boto3
        from botocore.config import Config

        self._target = target
        self._secrets = secrets
        self._prefix = f"{target.prefix.strip('/')}/".lstrip("/")
        self._client: Any = boto3.client(
            "s3",
            endpoint_url=target.endpoint,
            region_name=target.region or "us-east-1",
            aws_access_key_id=secrets.needed("key_id"),
            aws_secret_access_key=secrets.needed("secret"),
            aws_session_token=secrets.get("session_token") or None,
            config=Config(
                signature_version="s3v4",
                s3={"addressing_style": target.addressing},
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
                connect_timeout=_PATIENCE,
                read_timeout=3 * _PATIENCE,
                retries={"mode": "standard", "total_max_attempts": TRIES},
                max_pool_connections=16,
            ),
        )

    def listing(self) -> dict[str, Seen]:
        """All objects below the prefix."""
        found: dict[str, Seen] = {}
        more: dict[str, str] = {}
        while True:
            with self._refusing():
                page = self._client.list_objects_v2(
                    Bucket=self._target.bucket, Prefix=self._prefix, **more
                )
            for row in page.get("Contents", ()):
                path = row["Key"].removeprefix(self._prefix)
                found[path] = Seen(row["ETag"].strip('"').lower(), row["Size"])
            if not page.get("IsTruncated"):
                return found
            more = {"ContinuationToken": page["NextContinuationToken"]}

    def get(self, path: str) -> bytes | None:
        """An object's bytes; None when there is none."""
        with self._refusing("NoSuchKey"):
            found = self._client.get_object(**self._named(path))
            data: bytes = found["Body"].read()
            return data
        return None

    def put(self, path: str, data: bytes, hashed: bool = False) -> str:
        """Make or replace an object; its ETag."""
        with self._refusing():
            done = self._client.put_object(
                **self._named(path),
                Body=data,
                ContentType=_type(path),
                CacheControl=FOR_EVER if hashed else ASK_AGAIN,
                ContentMD5=base64.b64encode(_md5(data).digest()).decode(),
            )
        return str(done["ETag"]).strip('"').lower()

    def copy(self, old: str, new: str) -> bool:
        """Have the server copy an object; False when the old one is not there."""
        source = {"Bucket": self._target.bucket, "Key": self._prefix + old}
        with self._refusing("NoSuchKey"):
            self._client.copy_object(**self._named(new), CopySource=source)
            return True
        return False

    def remove(self, path: str) -> None:
        """Delete one object; it may be gone already."""
        with self._refusing("NoSuchKey"):
            self._client.delete_object(**self._named(path))

    def claim(self, name: str, text: str) -> bool:
        """`Slots.claim`: where the server knows no conditional writes, the last of two wins."""
        if self.pointed(name):
            return False
        self.point(name, text)
        time.sleep(_SETTLE)
        return self.pointed(name) == text

    def point(self, name: str, text: str) -> None:
        """`Slots.point`."""
        self.put(name, text.encode())

    def pointed(self, name: str) -> str:
        """`Slots.pointed`."""
        return (self.get(name) or b"").decode("utf-8", "replace")

    def json(self, path: str) -> Any:
        """An object of ours as data; None when there is none, or it makes no sense."""
        try:
            return json.loads(self.get(path) or b"null")
        except ValueError:
            return None

    def close(self) -> None:
        """Leave."""
        self._client.close()

    def _named(self, path: str) -> Mapping[str, str]:
        return {"Bucket": self._target.bucket, "Key": self._prefix + path}

    @contextmanager
    def _refusing(self, *harmless: str) -> Iterator[None]:
        """Errors as stops; a `harmless` one ends the block and no more."""
        from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError

        host = self._target.where
        try:
            yield
        except ClientError as error:
            about = error.response.get("Error", {})
            code = str(about.get("Code", ""))
            if code in harmless or (harmless and code == "404"):
                return
            reason = self._secrets.hide(f"{code}: {about.get('Message', '')}")
            if code in _NO_ENTRY:
                raise StoppedError(
                    problem("publish-login-refused", host=host, user=reason)
                ) from None
            raise StoppedError(problem("publish-refused", host=host, reason=reason)) from None
        except (HTTPClientError, OSError) as error:
            reason = self._secrets.hide(str(error))
            raise StoppedError(problem("publish-unreachable", reason=reason, host=host)) from None
        except BotoCoreError as error:
            reason = self._secrets.hide(str(error))
            raise StoppedError(problem("publish-refused", reason=reason, host=host)) from None


def etag(data: bytes) -> str:
    """The ETag that a plain upload gets."""
    return str(_md5(data).hexdigest())


def _md5(data: bytes) -> Any:
    return hashlib.md5(data, usedforsecurity=False)


def _type(path: str) -> str:
    return _TYPES.get(path.rpartition(".")[2].lower(), "application/octet-stream")
