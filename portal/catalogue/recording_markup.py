"""The recording on a page: a film of our own with captions in both languages, fetched only when played."""

import hashlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from markupsafe import Markup

from portal.catalogue.content_pages import Language
from portal.catalogue.recording import FOLDER, TRANSCRIPT, VIDEO_TYPES, Recording

PATH = "optagelser"
LANGUAGES: dict[Language, str] = {"da": "Dansk", "en": "English"}
WORDS = {
    "da": {
        "fetch": "Hent filmen",
        "read": "Læs det, der bliver sagt, som tekst",
        "chapters": "Kapitler",
        "cannot": "Din browser kan ikke vise filmen. Hent den, eller læs teksten.",
    },
    "en": {
        "fetch": "Download the film",
        "read": "Read what is said as text",
        "chapters": "Chapters",
        "cannot": "Your browser cannot show the film. Download it, or read the text.",
    },
}


@dataclass(frozen=True)
class Films:
    """The files of one build; each is named after its content, so that it may be kept for good."""

    folder: Path

    def path_of(self, name: str) -> str:
        """From the root of the site, without the first slash."""
        digest = hashlib.sha256((self.folder / FOLDER / name).read_bytes()).hexdigest()[:12]
        file = PurePosixPath(name)
        return f"{PATH}/{file.stem}.{digest}{file.suffix}"

    def files_of(self, recording: Recording) -> dict[str, Path]:
        names = [recording.video, recording.captions, *([recording.chapters] if recording.chapters else [])]
        return {self.path_of(name): self.folder / FOLDER / name for name in names}

    def player(self, recordings: dict[Language, Recording], language: Language, spoken: str) -> Markup:
        own, words = recordings[language], WORDS[language]
        tracks = Markup("").join(
            self._track(recordings[one], one, spoken, is_own=one == language)
            for one in sorted(recordings, key=lambda one: one != language)
        )
        chapters = Markup("")
        if own.chapters:
            chapters = Markup('<track kind="chapters" src="/{}" srclang="{}" label="{}">').format(
                self.path_of(own.chapters), language, words["chapters"]
            )
        film = self.path_of(own.video)
        return Markup(
            '<div class="film"><video controls preload="none" width="1280" height="720">'
            '<source src="/{film}" type="{type}">{tracks}{chapters}<p>{cannot}</p></video>'
            '<p class="meta"><a href="/{film}" download>{fetch}</a> ({weight}) · '
            '<a href="#{transcript}">{read}</a></p></div>'
        ).format(
            film=film,
            type=VIDEO_TYPES[PurePosixPath(film).suffix],
            tracks=tracks,
            chapters=chapters,
            weight=self._weight(own.video, language),
            transcript=TRANSCRIPT,
            **{key: words[key] for key in ("cannot", "fetch", "read")},
        )

    def _track(self, recording: Recording, language: Language, spoken: str, *, is_own: bool) -> Markup:
        return Markup('<track kind="{}" src="/{}" srclang="{}" label="{}"{}>').format(
            "captions" if language == spoken else "subtitles",
            self.path_of(recording.captions),
            language,
            LANGUAGES[language],
            Markup(" default") if is_own else "",
        )

    def _weight(self, name: str, language: Language) -> str:
        megabytes = max((self.folder / FOLDER / name).stat().st_size / 1_000_000, 0.1)
        said = f"{megabytes:.1f} MB"
        return said.replace(".", ",") if language == "da" else said
