"""Uploads as browsers send them."""

from django.core.files.uploadedfile import SimpleUploadedFile

PNG = b"\x89PNG\r\n\x1a\n" + b"picture of the venue"
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\n"


def upload(name: str = "现场.png", content: bytes = PNG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
