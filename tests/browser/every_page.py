"""Every page there is, for those who look at all of them: the site, the portal, a form and a desk."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.preparation.steps.registry import STEPS
from portal.settings import PROJECT_ROOT
from portal.web.languages import Language, path_for
from tests.browser.visitor import FIRST, Visitor

HTML = PROJECT_ROOT / "build" / "site" / "html"
MODULE = "raadighed"
WRONG_CODE = "AAAAA-AAAAA-AAAAA-AAAAA-AAAAA"
MOST_DESK_PAGES = 25
PREPARATION = (
    *(step.page for step in STEPS.values()),
    "preparation_check", "preparation_enough", "preparation_show", "preparation_share", "preparation_sheet",
    "preparation_delete", "preparation_new_code", "preparation_receipt", "preparation_joblog",
    "preparation_next_round",
)  # fmt: skip
# Pages that are no pages to look at, or that a journey looks at because something must come before them.
ELSEWHERE = frozenset(
    {
        "openings_pdf", "opening_poster", "openings_atom", "preparation_sheet_pdf", "preparation_sheet_text",
        "preparation_sheet_file",
        "module",
        "preparation_code", "preparation_withdraw", "preparation_take_along", "preparation_begin",
        "preparation_leave",
        "preparation_paper_sheet", "preparation_paper_pdf", "preparation_paper_text",
        "preparation_paper_file", "preparation_paper_load", "preparation_paper_store",
        "receipt_new",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Errand:
    """One page and how to get there."""

    name: str
    go: Callable[[Visitor], object]


def at(path: str) -> Errand:
    return Errand(path, lambda visitor: visitor.goto(path))


def static_pages() -> list[Errand]:
    """Every page of the site build."""
    folders = [file.parent.relative_to(HTML) for file in HTML.rglob("index.html")]
    return [at("/" if folder == Path() else f"/{folder.as_posix()}/") for folder in sorted(folders)]


PUBLIC = (
    "openings", "openings_wall", "search", "preparation", "preparation_resume", "preparation_paper",
    "sign_in", "api_docs", "components", "desk_components", "receipt",
)  # fmt: skip


OF_A_RECORD = ("opening", "interest", "report_opening", "self_check", "capability_link")


def public_pages(lang: Language, opening: str) -> list[Errand]:
    """Every public page of the portal that needs no form session, refusals and empty lists among them."""
    paths = [path_for(name, lang) for name in PUBLIC]
    paths += [
        path_for("opening", lang, opening_id=opening),
        path_for("interest", lang, opening_id=opening),
        path_for("report_opening", lang, opening_id=opening),
        path_for("self_check", lang, module_id=MODULE),
        path_for("capability_link", lang, token="findes-ikke"),
        path_for("opening", lang, opening_id="findes-ikke"),
        path_for("openings", lang, type="job", page=9),
        path_for("openings", lang, q="findesikke"),
        path_for("openings", lang, competence="klarsprog", hours="26-37", language="da", sector="private"),
        path_for("openings", lang, type="praktik", area="bornholm", q="notat"),
        path_for("openings_wall", lang, q="findesikke"),
        path_for("search", lang, q="praktik"),
        path_for("search", lang, q="xqzxqz"),
        path_for("preparation_agenda", lang),
        "/findes-ikke" if lang == "da" else "/en/findes-ikke",
    ]
    return [at(path) for path in paths]


def refused_forms(lang: Language, opening: str) -> Iterator[Errand]:
    """Every public form as it comes back when nothing or nonsense was sent."""
    forms = (
        path_for("interest", lang, opening_id=opening),
        path_for("report_opening", lang, opening_id=opening),
        path_for("preparation_resume", lang),
        path_for("sign_in", lang),
        path_for("receipt", lang),
    )
    for path in forms:
        yield Errand(f"{path} sent empty", lambda visitor, path=path: send(visitor, path))
    resume = path_for("preparation_resume", lang)
    yield Errand(f"{resume} with a wrong code", lambda visitor: send(visitor, resume, code=WRONG_CODE))
    check = path_for("self_check", lang, module_id=MODULE)
    yield Errand(f"{check} sent", lambda visitor: send(visitor, check))


def send(visitor: Visitor, path: str, **typed: str) -> None:
    """Presses the form's button, with these fields filled in."""
    visitor.goto(path)
    for name, text in typed.items():
        visitor.page.locator(f"main [name={name}]").first.fill(text)
    with visitor.page.expect_navigation():
        visitor.page.locator(FIRST).first.click()


def preparation_pages(lang: Language) -> list[Errand]:
    """The candidate's pages, in the order in which they are reached; the first begins a preparation.

    It prepares for a second conversation, so that every step there is is asked.
    """
    start = path_for("preparation", lang)
    return [
        Errand(f"{start} begun", lambda visitor: send(visitor, start)),
        Errand("a conversation that is not the first", lambda visitor: _second_time(visitor, lang)),
        *(at(path_for(name, lang)) for name in PREPARATION),
        *(_refused_step(path_for(step.page, lang)) for step in STEPS.values()),
    ]


def _second_time(visitor: Visitor, lang: Language) -> None:
    visitor.goto(path_for("preparation_meeting", lang))
    visitor.page.locator("main [name=first][value=nej]").check()
    visitor.press_first()


def _refused_step(path: str) -> Errand:
    """A step with a CPR number in every text there is; one where nothing is written stays as it is."""

    def refuse(visitor: Visitor) -> None:
        visitor.goto(path)
        texts = visitor.page.locator("main form textarea, main form input[type=text]").all()
        open_ones = [field for field in texts if field.is_visible()]
        for field in open_ones:
            field.fill("Mit nummer er 130289-1234")
        if not open_ones:
            return
        with visitor.page.expect_navigation():
            visitor.page.locator(FIRST).first.click()
        visitor.page.locator(".sum").first.wait_for()

    return Errand(f"{path} with CPR numbers", refuse)


def desk_pages(visitor: Visitor, lang: Language) -> list[Errand]:
    """Every kind of page that the signed-in person's desk leads to, found by following its links."""
    waiting, seen = [path_for("desk", lang)], dict[str, None]()
    kinds: set[str] = set()
    while waiting and len(seen) < MOST_DESK_PAGES:
        path = waiting.pop(0)
        if _kind(path) in kinds:
            continue
        kinds.add(_kind(path))
        seen[path] = None
        visitor.goto(path)
        links = visitor.page.eval_on_selector_all("a[href]", "all => all.map(one => one.pathname)")
        # A file is no page to look at.
        pages = [link for link in links if "." not in link]
        waiting += [link for link in pages if link.startswith(f"{path_for('desk', lang)}/")]
    return [at(path) for path in seen]


def _kind(path: str) -> str:
    """Pages that differ in nothing but an id are of one kind; a fact's id is made of words."""
    parts = path.split("/")
    named = [before in ("fakta", "facts", "kilde", "source") for before in ("", *parts)]
    return "/".join("*" if len(part) > 30 or name else part for part, name in zip(parts, named, strict=False))


def refused_at_the_desk(lang: Language, names: tuple[str, ...]) -> Iterator[Errand]:
    """The desk's forms as they come back when nothing was typed."""
    for name in names:
        path = path_for(name, lang)
        yield Errand(f"{path} sent empty", lambda visitor, path=path: send(visitor, path))
