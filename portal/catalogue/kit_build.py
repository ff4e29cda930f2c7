"""Makes what a kit's page shows, and its slides, from modules and facts as they are on the day."""

from dataclasses import dataclass

from markupsafe import Markup

from portal.catalogue import kit_markup
from portal.catalogue.content_pages import Content, Language
from portal.catalogue.facts import Shown
from portal.catalogue.front_matter import KitHead
from portal.catalogue.kit_slides import SlideMaker
from portal.catalogue.slides_pdf import SlidePrinter


@dataclass(frozen=True)
class KitBuild:
    maker: SlideMaker
    printer: SlidePrinter

    @property
    def content(self) -> Content:
        return self.maker.content

    def parts(self, head: KitHead, language: Language) -> tuple[dict[str, Markup], str, bytes]:
        """What its shortcodes stand for, and the PDF with its path; raises SlidesError."""
        by_step = self.maker.by_step(head, language)
        slides = [*(slide for step in by_step for slide in step), *self.maker.last(head, language)]
        path, content = self.printer.print(head, slides, language)
        facts = [self._facts(step.slides, language) for step in head.script]
        parts = {
            "script": kit_markup.script(head, language, by_step, facts),
            "exercises": kit_markup.exercises(head, language),
            "checklist": kit_markup.checklist(head, language),
            "modules": kit_markup.modules(head, language, self.content),
            "slides": self.printer.link(head, slides, language),
            "about-kit": kit_markup.about(head, language),
        }
        return parts, path, content

    def _facts(self, slides: tuple[object, ...], language: Language) -> list[Shown]:
        maker = self.maker
        facts = [maker.registry.facts[one] for slide in slides for one in getattr(slide, "facts", ())]
        shown = [maker.registry.show(fact, language, maker.edition, maker.today) for fact in facts]
        return [one for one in shown if one is not None]
