"""Stops a file that is too large while it still comes in, not after it has filled the disk."""

from typing import TypeAlias

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

Upload: TypeAlias = "UploadedFile[bytes]"


class LimitedUpload(FileUploadHandler):
    """Passes on one piece more than allowed and drops the rest: the form then sees it is too large."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= settings.FILE_LIMIT else None

    def file_complete(self, file_size: int) -> None:
        return None
