"""Squares that a phone reads, for what is printed."""

from __future__ import annotations

from functools import lru_cache

import segno


@lru_cache(maxsize=512)
def square(address: str) -> str:
    """An SVG without a size, a style or a script."""
    made = segno.make(address, error="m", micro=False)
    return str(made.svg_inline(omitsize=True, svgclass="qr", lineclass=None))
