"""The size of a picture is told by its first bytes; what is no picture, or is cut, has none."""

import pytest
from onrecord.pictures import size_of

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (1200).to_bytes(4, "big") + (630).to_bytes(4, "big") + b"\x08\x03\0\0\0"
JPEG = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc4\0\x03c\xff\xc2\0\x11\x08\x02\x76\x04\xb0\x03" + b"\0" * 9


@pytest.mark.parametrize("data", [PNG, JPEG], ids=["PNG", "JPEG"])
def test_a_picture_has_a_width_and_a_height(data: bytes) -> None:
    """Both are read from the header, of a JPEG from the first frame, whatever stands before it."""
    assert (1200, 630) == size_of(data)


@pytest.mark.parametrize("data", [b"", b"GIF89a", PNG[:20], JPEG[:12], b"\xff\xd8", b"<svg/>", PNG[:16] + b"\0" * 8])
def test_what_is_no_picture_has_no_size(data: bytes) -> None:
    """Other files, cut ones, and those without width have none."""
    assert size_of(data) is None
