"""What a page must have beside its head: both languages, ids on headings, facts that exist."""

from portal.catalogue.content_pages import Content, ContentPage, Language
from portal.catalogue.facts import Registry
from portal.catalogue.findings import Finding
from portal.catalogue.front_matter import ModuleHead, TrackHead, WebinarHead
from portal.catalogue.term_markup import ID_BEGINS
from portal.shared.registers import RegisterError, load_registers

SAME_IN_BOTH = ("id", "type", "order", "template")
SAME_FOR_WEBINARS = (
    *("start", "minutes", "host_team", "status", "moved_from", "read_before", "link", "seats", "tracks"),
    *("fields", "language", "revision", "repeats"),
)
SHORTCODES = (
    *("fact", "chart", "with-facts", "end-with-facts", "self-check", "worksheet"),
    *("webinar-list", "webinar-months", "webinar-topics", "recording"),
    *("kit-list", "about-kit", "script", "exercises", "slides", "checklist", "modules"),
)
MERGE_MARKS = ("<<<<<<< ", ">>>>>>> ", "||||||| ")
# Ids that the frame around every page uses itself.
FRAME_IDS = frozenset(
    {
        "indhold",
        "find-menu",
        "find-top",
        "sumh",
        "datoer",
        "aendret",
        "til-samtalen",
        "permanent",
        "begynd-her",
        "resten",
    }
)


def check_pages(content: Content, registry: Registry) -> list[Finding]:
    """Everything that can be seen without the other files of the site."""
    findings = [found for page in content.pages for found in page.read.findings]
    findings += _check_unique(content)
    for page in content.pages:
        findings += _check_leftovers(page)
        findings += _check_headings(page)
        findings += _check_shortcodes(page, registry)
        findings += _check_translation(page, content)
        findings += _check_read_before(page, content) + _check_track(page, content)
        findings += _check_fields(page, content)
    return findings


def _check_unique(content: Content) -> list[Finding]:
    findings = []
    ids: dict[tuple[str, Language], ContentPage] = {}
    slugs: dict[tuple[str, str, Language], ContentPage] = {}
    for page in content.pages:
        if page.head is None:
            continue
        first = ids.setdefault((page.head.id, page.language), page)
        if first is not page:
            message = f"id'et `{page.head.id}` bruges også i {first.path}: vælg et andet"
            findings.append(page.finding(page.line_of("id"), message))
        if page.head.slug is None:
            continue
        folder = page.name.rpartition("/")[0]
        same = slugs.setdefault((folder, page.head.slug, page.language), page)
        if same is not page:
            message = f"`{page.head.slug}` er allerede adressen på {same.path}: vælg en anden"
            findings.append(page.finding(page.line_of("slug"), message))
    return findings


def _check_leftovers(page: ContentPage) -> list[Finding]:
    """What a merge of two persons' work leaves behind when nobody has chosen."""
    return [
        page.finding(line, "her står to udgaver af samme tekst efter en sammenfletning: vælg den ene")
        for line, text in enumerate(page.read.body.split("\n"), page.read.body_line)
        if text.startswith(MERGE_MARKS)
    ]


def _check_headings(page: ContentPage) -> list[Finding]:
    findings = []
    seen: dict[str, int] = {}
    for heading in page.scan.headings:
        if heading.level == 1:
            findings.append(
                page.finding(heading.line, "skriv overskriften med `##`: sidens titel står i `title`")
            )
        if heading.level == 2 and heading.id is None:
            message = f"overskriften mangler et id: skriv `## {heading.text} {{#kort-navn}}`"
            findings.append(page.finding(heading.line, message))
        if heading.id in FRAME_IDS or (heading.id or "").startswith(ID_BEGINS):
            message = f"#{heading.id} bruges af rammen om siden: vælg et andet"
            findings.append(page.finding(heading.line, message))
        if heading.id is not None and seen.setdefault(heading.id, heading.line) != heading.line:
            message = f"#{heading.id} står også på linje {seen[heading.id]}: vælg et andet"
            findings.append(page.finding(heading.line, message))
    return findings


def _check_shortcodes(page: ContentPage, registry: Registry) -> list[Finding]:
    findings = []
    for code in page.scan.shortcodes:
        if code.name not in SHORTCODES:
            known = ", ".join(f"[[{name}]]" for name in SHORTCODES)
            findings.append(page.finding(code.line, f"[[{code.name}]] kendes ikke: brug {known}"))
        elif not code.alone:
            findings.append(page.finding(code.line, f"[[{code.name}]] skal stå på en linje for sig"))
        elif code.name == "fact":
            message = unusable_fact(code.argument or "", registry)
            if message is not None:
                findings.append(page.finding(code.line, message))
    return findings


def unusable_fact(identifier: str, registry: Registry) -> str | None:
    fact = registry.facts.get(identifier)
    if fact is None:
        return f"faktummet `{identifier}` findes ikke: ret id'et, eller skriv det ind i facts/facts.yaml"
    if fact.gate == "hold":
        return f"faktummet `{identifier}` har gate `hold` og må ikke vises: fjern linjen, eller vælg et andet"
    if fact.audience == "owner":
        return f"faktummet `{identifier}` er til sidens ejer og ikke til læseren: fjern linjen"
    return None


def _check_translation(page: ContentPage, content: Content) -> list[Finding]:
    other: Language = "en" if page.language == "da" else "da"
    twin = content.by_name.get((page.name, other))
    if twin is None:
        wanted = page.name.removesuffix(".md") + ".en.md" if other == "en" else page.name
        return [page.finding(1, f"siden mangler sit andet sprog: skriv {content.root.name}/{wanted}")]
    if page.language == "da":
        return []
    return _check_same_head(page, twin) + _check_same_headings(page, twin) + _check_same_facts(page, twin)


def _check_same_head(page: ContentPage, twin: ContentPage) -> list[Finding]:
    if page.head is None or twin.head is None:
        return []
    keys: tuple[str, ...] = SAME_IN_BOTH
    if isinstance(page.head, WebinarHead) and isinstance(twin.head, WebinarHead):
        keys += SAME_FOR_WEBINARS
    findings = [
        page.finding(page.line_of(key), f"`{key}` skal være det samme som i {twin.path}")
        for key in keys
        if getattr(page.head, key) != getattr(twin.head, key)
    ]
    if [one.date for one in page.head.changes] != [one.date for one in twin.head.changes]:
        message = f"`changes` skal have de samme datoer som i {twin.path}"
        findings.append(page.finding(page.line_of("changes"), message))
    return findings


def _check_same_headings(page: ContentPage, twin: ContentPage) -> list[Finding]:
    mine = [heading for heading in page.scan.headings if heading.level == 2 and heading.id]
    theirs = [heading.id for heading in twin.scan.headings if heading.level == 2 and heading.id]
    for heading, wanted in zip(mine, theirs, strict=False):
        if heading.id != wanted:
            message = f"overskriften har #{heading.id}, men {twin.path} har #{wanted}: brug samme id og orden"
            return [page.finding(heading.line, message)]
    if len(mine) == len(theirs):
        return []
    line = mine[-1].line if mine else page.read.body_line
    message = f"siden har {len(mine)} overskrifter med `##`, {twin.path} har {len(theirs)}: skriv de samme"
    return [page.finding(line, message)]


def _check_same_facts(page: ContentPage, twin: ContentPage) -> list[Finding]:
    if page.fact_ids == twin.fact_ids:
        return []
    lines = [code.line for code in page.scan.shortcodes if code.name == "fact"]
    pairs = zip(lines, page.fact_ids, twin.fact_ids, strict=False)
    line = next(
        (line for line, mine, theirs in pairs if mine != theirs), (lines or [page.read.body_line])[-1]
    )
    return [page.finding(line, f"siden viser ikke de samme fakta i samme orden som {twin.path}")]


def _check_track(page: ContentPage, content: Content) -> list[Finding]:
    """Every step of a track is a module, the same in both languages, and none comes twice."""
    if not isinstance(page.head, TrackHead):
        return []
    line, steps = page.line_of("modules"), page.head.modules
    wanted = [content.by_id.get((one, page.language)) for one in steps]
    faults = [
        f"`{one}` er ikke et modul: ret id'et"
        for one, found in zip(steps, wanted, strict=True)
        if found is None or not isinstance(found.head, ModuleHead)
    ]
    faults += [
        f"`{one}` står der to gange: slet den ene" for one in sorted(set(steps)) if steps.count(one) > 1
    ]
    twin = content.by_name.get((page.name, "da"))
    if twin is not None and isinstance(twin.head, TrackHead) and twin.head.modules != steps:
        faults.append(f"modulerne er ikke de samme i samme orden som i {twin.path}")
    return [page.finding(line, f"`modules`: {fault}") for fault in faults]


def _check_read_before(page: ContentPage, content: Content) -> list[Finding]:
    if not isinstance(page.head, WebinarHead):
        return []
    return [
        page.finding(page.line_of("read_before"), f"`read_before` nævner `{one}`, som ikke findes: ret id'et")
        for one in page.head.read_before
        if (one, page.language) not in content.by_id
    ]


def _check_fields(page: ContentPage, content: Content) -> list[Finding]:
    if not isinstance(page.head, WebinarHead) or not page.head.fields:
        return []
    try:
        known = load_registers(content.root / "facts").fields_by_id
    except (RegisterError, FileNotFoundError):
        # The registers have a check of their own.
        return []
    return [
        page.finding(
            page.read.entry.line_at(("fields", number)),
            f"`{one}` er ikke et fagområde i facts/fields.yaml: skriv et af {', '.join(known)}",
        )
        for number, one in enumerate(page.head.fields)
        if one not in known
    ]
