"""The size of a picture, told by its first bytes: PNG (RFC 2083) and JPEG (ITU-T T.81). Nothing is decoded."""

from itertools import pairwise

_PNG = b"\x89PNG\r\n\x1a\n"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # segments of a JPEG that begin a frame, and have its size


def size_of(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels; None for what is neither, or is cut."""
    size = _size_of_png(data) if data.startswith(_PNG) else _size_of_jpeg(data)
    return size if size and all(size) else None


def _size_of_png(data: bytes) -> tuple[int, int] | None:
    if data[12:16] != b"IHDR" or len(data) < 24:
        return None
    width, height = (int.from_bytes(data[at:end], "big") for at, end in pairwise((16, 20, 24)))
    return width, height


def _size_of_jpeg(data: bytes) -> tuple[int, int] | None:
    at = 2 if data.startswith(b"\xff\xd8") else len(data)
    while len(data) >= at + 9 and data[at] == 0xFF:
        if data[at + 1] in _FRAMES:
            return int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None
