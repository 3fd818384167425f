"""A small copy of a photograph or a logo, in a process of its own: the pixels alone, without place, date or camera.

`python -m heard.media.pictures SENT MADE SIDE WAY` is the child's side.
"""

from __future__ import annotations

import errno
import logging
import os
import resource
import signal
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

from heard.core.errors import BadInput, HeardError, OutOfRoom
from heard.media.limits import tells_of_memory

logger = logging.getLogger("heard.media")
SECONDS = 30
_NO_PICTURE = 2  # the child's exit code; any other failure is ours
_TOO_MANY = 3  # pixels
_MEMORY = 2 * 2**30  # bytes of address space
_MOST_PIXELS = 60_000_000
# What a file really is, by its first bytes, and what reads it. Anything else is not tried.
_KINDS = ((b"\xff\xd8\xff", "jpeg_pipe"), (b"\x89PNG\r\n\x1a\n", "png_pipe"), (b"RIFF", "webp_pipe"))


def remake(sent: Path, made: Path, *, side: int, square: bool = False, clear: bool = False) -> tuple[int, int]:
    """Write a JPEG of at most `side` pixels each way to `made`, cut to a `square` where wished; or a PNG, in which
    what is `clear` stays so. Returns its width and height. Raises BadInput for what is none, and another HeardError
    when it is worth another try later."""
    command = [sys.executable, "-m", "heard.media.pictures", str(sent), str(made), str(side), _way(square, clear)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=SECONDS)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise _too_large() from None
    if done.returncode != 0:
        made.unlink(missing_ok=True)
        raise _why(done.returncode, done.stderr)
    width, height = done.stdout.split()
    return int(width), int(height)


def _way(square: bool, clear: bool) -> str:
    return "square" if square else "clear" if clear else ""


def _why(code: int, said: str) -> HeardError:
    if code == _NO_PICTURE:
        return BadInput("This file cannot be read as a picture. Please try another one.", code="not-a-picture")
    if code in (_TOO_MANY, -signal.SIGXCPU) or tells_of_memory(said):
        return _too_large()
    logger.error("a picture could not be made smaller: %s", said.strip())
    if os.strerror(errno.ENOSPC) in said:
        return OutOfRoom("The disk is full. This picture is made as soon as there is room.", code="disk-full")
    return HeardError("This picture could not be made just now. It is tried again.", code="stopped")


def _too_large() -> BadInput:
    return BadInput("This picture is too large for us.", code="picture-too-large")


def kind_of(head: bytes) -> str:
    """Raises ValueError for what is no picture of a kind we read."""
    found = next((reader for start, reader in _KINDS if head.startswith(start)), None)
    if found is None or (found == "webp_pipe" and head[8:12] != b"WEBP"):
        raise ValueError("not a picture")
    return found


def _remake(sent: Path, made: Path, side: int, way: str) -> None:
    try:
        pixels, turned = _pixels(sent, "rgba" if way == "clear" else "rgb24")
    except (ValueError, EOFError, StopIteration, LookupError) as error:
        print(error, file=sys.stderr)
        sys.exit(_NO_PICTURE)
    write = _png if way == "clear" else _jpeg
    picture, width, height = write(_cut(pixels, turned, way == "square"), side)
    made.write_bytes(picture)
    print(width, height)


def _pixels(sent: Path, format: str) -> tuple[object, int]:
    """The pixels as they are stored, and by how many quarters they have to be turned."""
    import av

    with sent.open("rb") as file:
        kind = kind_of(file.read(16))
    with av.open(str(sent), format=kind) as container:
        stream = container.streams.video[0]
        if stream.codec_context.width * stream.codec_context.height > _MOST_PIXELS:
            sys.exit(_TOO_MANY)
        frame = next(container.decode(stream))
        return frame.to_ndarray(format=format), round(frame.rotation / 90) % 4


def _cut(pixels: object, turned: int, square: bool) -> object:
    """The right way up, and the middle of it when it is to be `square`."""
    import numpy as np

    upright = np.rot90(np.asarray(pixels), turned)
    height, width = upright.shape[:2]
    if square:
        edge = min(height, width)
        top, left = (height - edge) // 2, (width - edge) // 2
        upright = upright[top : top + edge, left : left + edge]
    return np.ascontiguousarray(upright)


def _jpeg(pixels: object, side: int) -> tuple[bytes, int, int]:
    import av
    import numpy as np

    whole = np.asarray(pixels)
    height, width = whole.shape[:2]
    size = _size(width, height, side)
    frame = av.VideoFrame.from_ndarray(whole, format="rgb24").reformat(**size, format="yuvj420p")
    encoder = av.CodecContext.create("mjpeg", "w")
    encoder.width, encoder.height = size["width"], size["height"]
    encoder.pix_fmt, encoder.time_base = "yuvj420p", Fraction(1, 25)
    encoder.options = {"qmin": "3", "qmax": "6"}
    frame.pts = 0
    jpeg = b"".join(bytes(packet) for packet in [*encoder.encode(frame), *encoder.encode(None)])
    return jpeg, size["width"], size["height"]


def _png(pixels: object, side: int) -> tuple[bytes, int, int]:
    import av
    import numpy as np

    whole = np.asarray(pixels)
    height, width = whole.shape[:2]
    size = _size(width, height, side)
    frame = av.VideoFrame.from_ndarray(whole, format="rgba").reformat(**size, format="rgba")
    encoder = av.CodecContext.create("png", "w")
    encoder.width, encoder.height = size["width"], size["height"]
    encoder.pix_fmt, encoder.time_base = "rgba", Fraction(1, 25)
    frame.pts = 0
    png = b"".join(bytes(packet) for packet in [*encoder.encode(frame), *encoder.encode(None)])
    return png, size["width"], size["height"]


def _size(width: int, height: int, side: int) -> dict[str, int]:
    share = min(1.0, side / max(height, width))
    return {"width": max(2, round(width * share / 2) * 2), "height": max(2, round(height * share / 2) * 2)}


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (16 * 2**20, 16 * 2**20))
    _remake(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), "".join(sys.argv[4:]))
