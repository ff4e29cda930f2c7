"""A handful of pages with the titles of the site, and a search over them."""

from pathlib import Path

from search import Section, SiteDocument, SiteDocuments, SiteSearch
from search.documents import Language

TITLES = {
    "raadighed": ("At stå til rådighed", "Being available for work"),
    "dagpenge-grundregler": ("Dagpenge: de vigtigste regler", "Unemployment benefit: the main rules"),
    "sygdom-ferie-barsel": ("Sygdom, ferie og barsel", "Sickness, holiday and parental leave"),
    "min-plan": ("Min Plan og aftaler", "My Plan and agreements"),
    "hvad-er-virksomhedspraktik": ("Hvad er virksomhedspraktik?", "What is a company placement?"),
    "praktik-regler": ("Reglerne for virksomhedspraktik", "The rules for company placements"),
    "find-selv-praktik": ("Find selv en praktik", "Find a placement yourself"),
    "under-praktikken": ("Under praktikken", "During the placement"),
    "loentilskud": ("Job med løntilskud", "Jobs with wage subsidy"),
    "geografisk-mobilitet": ("Geografisk mobilitet", "Geographical mobility"),
    "ansoegning": ("Ansøgningen", "The application"),
    "cv": ("CV'et", "The CV"),
    "sanktioner-og-klage": ("Sanktioner og klage", "Sanctions and complaints"),
    "smv-opgaver": ("Opgaver, SMV'er mangler folk til", "Tasks SMEs lack people for"),
}
TEXTS = {
    "raadighed": (
        Section("antal", "Aftal antallet med din a-kasse", "Hvor mange job du skal søge om ugen, aftaler I."),
        Section("syg", "Når noget kommer i vejen", "Bliver du syg, så sig det. Sygedagpenge er noget andet."),
    ),
    "praktik-regler": (
        Section("laengde", "Så længe varer den", "En praktik varer som hovedregel op til fire uger."),
        Section("start", "Vent på et ja", "Kommunen siger ja, før du begynder."),
    ),
}
KEYWORDS = {"raadighed": (("krav til jobsøgning", "joblog"), ("job search requirement", "job log"))}


def document(id_: str, lang: Language = "da", **changes: object) -> SiteDocument:
    danish, english = TITLES.get(id_, (id_, id_))
    values: dict[str, object] = {
        "id": id_,
        "type": "module",
        "lang": lang,
        "title": danish if lang == "da" else english,
        "url": f"/{'en/' if lang == 'en' else ''}{id_}/",
        "folder": "internships" if "praktik" in id_ else "rights-duties",
        "keywords": KEYWORDS.get(id_, ((), ()))[lang == "en"],
        "sections": TEXTS.get(id_, ()) if lang == "da" else (),
    }
    return SiteDocument(**(values | changes))  # type: ignore[arg-type]


def documents(build_id: str = "one", *more: SiteDocument) -> SiteDocuments:
    languages: tuple[Language, Language] = ("da", "en")
    return SiteDocuments(build_id, (*(document(id_, lang) for id_ in TITLES for lang in languages), *more))


def site(folder: Path, *more: SiteDocument) -> SiteSearch:
    search = SiteSearch(folder)
    search.rebuild(documents("one", *more))
    return search
