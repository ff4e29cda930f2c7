"""The recording of a webinar that was held: a film of ours, captions, and chapters if there are any."""

from typing import Annotated

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass as checked_dataclass

FOLDER = "webinars/recordings/"
VIDEO_TYPES = {".mp4": "video/mp4", ".webm": "video/webm"}
TRANSCRIPT = "udskrift"
_STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True)

Film = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\.(mp4|webm)$")]
Cues = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\.vtt$")]


@checked_dataclass(frozen=True, kw_only=True, config=_STRICT)
class Recording:
    """Names of files in content/webinars/recordings; the captions are in the page's own language."""

    video: Film
    captions: Cues
    chapters: Cues | None = None
