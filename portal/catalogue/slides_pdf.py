"""The slides of a kit as PDF, made when the site is built and kept as the worksheets are."""

from dataclasses import asdict, dataclass
from pathlib import Path

from markupsafe import Markup

from portal.catalogue.content_pages import Language
from portal.catalogue.front_matter import KitHead
from portal.catalogue.kit_slides import ShownSlide
from portal.shared.pdf import is_accessible, pages_in
from portal.shared.pdf_cache import PdfCache
from portal.shared.qr import printed_code
from portal.shared.site_address import permanent_link

TEMPLATE = Path(__file__).with_name("slides.typ")
PATHS = {"da": "slides/{id}.pdf", "en": "en/slides/{id}.pdf"}
WORDS = {
    "da": {
        "slides": "Slides",
        "page": "Slide",
        "kit": "Webinar",
        "scan": "QR-kode med link til siden",
        "called": "Slides: {title} ({count} sider, PDF)",
    },
    "en": {
        "slides": "Slides",
        "page": "Slide",
        "kit": "Webinar",
        "scan": "QR code with a link to the page",
        "called": "Slides: {title} ({count} pages, PDF)",
    },
}


class SlidesError(ValueError):
    """The slides cannot be shown as they are; the message is Danish, because an editor reads it."""


@dataclass(frozen=True)
class SlidePrinter:
    cache: PdfCache
    site_name: str
    base_url: str

    def print(self, head: KitHead, slides: list[ShownSlide], language: Language) -> tuple[str, bytes]:
        """The path and the PDF; raises SlidesError if a slide runs over, or has a sign the font lacks."""
        values = self._values(head, slides, language)
        content = self.cache.find(TEMPLATE, values) or self.cache.make(TEMPLATE, values)
        pages = pages_in(content)
        if pages != len(slides) + 1:
            raise SlidesError(
                f"{len(slides) + 1} slides fylder {pages} sider: gør den længste kortere, eller del den"
            )
        if not is_accessible(content):
            raise SlidesError("en slide har et tegn, som skriften ikke har: skriv det med bogstaver")
        return PATHS[language].format(id=head.id), content

    def link(self, head: KitHead, slides: list[ShownSlide], language: Language) -> Markup:
        called = WORDS[language]["called"].format(title=head.topic, count=len(slides) + 1)
        path = PATHS[language].format(id=head.id)
        return Markup('<p><a href="/{}" type="application/pdf">{}</a></p>').format(path, called)

    def _values(self, head: KitHead, slides: list[ShownSlide], language: Language) -> dict[str, object]:
        address = permanent_link(self.base_url, head.id, language)
        return {
            "lang": language,
            "words": WORDS[language],
            "site": self.site_name,
            "title": head.topic,
            "address": address,
            "qr": printed_code(address),
            "slides": [asdict(slide) for slide in slides],
        }
