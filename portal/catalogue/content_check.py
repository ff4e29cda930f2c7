"""Every check of the content, for the command line and for the site build."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from portal.catalogue.chart_checks import check_charts
from portal.catalogue.content_pages import Content, read_content
from portal.catalogue.fact_blocks import check_blocks
from portal.catalogue.fact_dates import dates_to_mind
from portal.catalogue.fact_files import read_registry
from portal.catalogue.fact_gaps import fact_gaps
from portal.catalogue.facts import Registry
from portal.catalogue.findings import Finding
from portal.catalogue.glossary import Glossary, read_glossary
from portal.catalogue.kit_checks import check_kits
from portal.catalogue.launch_file import check_launch
from portal.catalogue.module_checks import check_modules
from portal.catalogue.module_requirements import check_requirements
from portal.catalogue.page_checks import check_pages
from portal.catalogue.page_links import check_links
from portal.catalogue.page_markup import check_markup
from portal.catalogue.permalinks import Permalink, check_permalinks, read_permalinks
from portal.catalogue.readability import check_readability
from portal.catalogue.recording_checks import check_recordings
from portal.catalogue.rule_files import check_rules
from portal.catalogue.rules_in_text import rules_in_text
from portal.catalogue.translations import check_translations
from portal.shared.job_titles import load_job_titles
from portal.shared.registers import RegisterError, load_registers

CONTENT = Path(__file__).resolve().parents[2] / "content"


@dataclass(frozen=True)
class Checked:
    content: Content
    registry: Registry
    glossary: Glossary
    permalinks: tuple[Permalink, ...]
    findings: tuple[Finding, ...]


def check_content(root: Path = CONTENT, *, today: date) -> Checked:
    """Reads everything under content/ and says what is wrong with it."""
    content = read_content(root)
    registry, findings = read_registry(root)
    glossary, unreadable = read_glossary(root)
    permalinks, more = read_permalinks(root)
    findings += unreadable + more + _check_registers(root)
    findings += check_pages(content, registry)
    findings += check_modules(content)
    findings += check_requirements(content, registry) + check_readability(content, registry, glossary)
    findings += check_recordings(content, today) + check_kits(content, registry)
    findings += check_links(content, glossary)
    findings += check_markup(content)
    findings += check_blocks(content) + fact_gaps(content, registry)
    findings += check_charts(content, registry)
    findings += check_permalinks(content, permalinks)
    findings += check_launch(root, content)
    findings += check_rules(root, registry.facts, today)
    findings += rules_in_text(content) + check_translations(content, today)
    findings += dates_to_mind(registry, root.name, today)
    return Checked(content, registry, glossary, tuple(permalinks), tuple(sorted(set(findings))))


def _check_registers(root: Path) -> list[Finding]:
    """Fagområder, areas, municipalities, competences and job titles."""
    try:
        load_registers(root / "facts")
        load_job_titles(root / "facts")
    except RegisterError as error:
        return [Finding(PurePosixPath(root.name) / "facts", 1, str(error))]
    except FileNotFoundError as error:
        return [
            Finding(PurePosixPath(root.name) / "facts", 1, f"{Path(error.filename).name} mangler: opret den")
        ]
    return []
