"""The files of ``onrecord new``: filled in below."""

FILES: dict[str, str] = {}
