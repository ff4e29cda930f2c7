"""`content …`: the pages and facts under content/, what is wrong with them and what waits for approval."""

import argparse
import sys
from pathlib import Path

from portal.approvals.approvals_file import fit_to_write, write_approvals
from portal.approvals.service import approvals
from portal.catalogue.content_check import CONTENT, check_content
from portal.catalogue.content_pages import read_content
from portal.catalogue.fact_files import APPROVALS, read_registry
from portal.catalogue.findings import errors
from portal.catalogue.launch_file import LAUNCH, launch_ids
from portal.catalogue.launch_list import launch_list, said, summed_up, unknown_pages
from portal.catalogue.module_table import module_table
from portal.catalogue.permalinks import publish_ids
from portal.catalogue.translations import stamp_pages
from portal.catalogue.worksheet_pdf import MOST_SHEETS, WORKSHEETS, Printer
from portal.commands import Subparsers
from portal.installation import open_installation
from portal.migrate import check_version
from portal.shared.clock import Clock
from portal.shared.dated_rules import load_rules
from portal.shared.internal_tables import COMMAND
from portal.shared.pdf_cache import PdfCache
from portal.shared.site_address import site_address


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("content", help="check pages, facts, links, translations and permalinks")
    parser.add_argument("--folder", type=Path, default=CONTENT, help="default: content/ of the project")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("check", help="0 when everything is right, 1 with one line for each finding")
    actions.add_parser("publish-ids", help="add new ids to the list of permanent links")
    actions.add_parser("table", help="every module: words, readability, facts, self-check, worksheet")
    translated = actions.add_parser("translated", help="the English page says what the Danish one says today")
    translated.add_argument("ids", nargs="*", metavar="ID", help="default: every page")
    one = actions.add_parser("hash", help="what an approval of a fact is given to")
    one.add_argument("fact")
    launch = actions.add_parser(
        "launch-list", help="what a launch needs approved; 1 while something is missing"
    )
    launch.add_argument("--modules", help="ids with commas between them; default: content/facts/launch.yaml")
    desk = actions.add_parser("approvals", help="write approvals.yaml from what was signed at the desk")
    desk.add_argument("--ids", action="store_true", help="name accounts by their ids, not persons by name")
    dated = actions.add_parser("rule-hash", help="what an approval of a dated rule is given to")
    dated.add_argument("rule")
    one.add_argument("--next", action="store_true", help="of the text that follows once its law is adopted")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    if not args.folder.is_dir():
        print(f"{args.folder} is not a folder", file=sys.stderr)
        return 2
    if args.action == "check":
        return _check(args.folder)
    if args.action == "publish-ids":
        return _publish(args.folder)
    if args.action == "table":
        return _table(args.folder)
    if args.action == "translated":
        return _translated(args.folder, args.ids)
    if args.action == "approvals":
        return _approvals(args.folder, by_id=args.ids)
    if args.action == "launch-list":
        return _launch_list(args.folder, args.modules)
    if args.action == "rule-hash":
        return _rule_hash(args.folder, args.rule)
    return _hash(args.folder, args.fact, following=args.next)


def _check(folder: Path) -> int:
    checked = check_content(folder.resolve(), today=Clock().today())
    for finding in checked.findings:
        print(finding)
    failing = errors(list(checked.findings))
    notes = len(checked.findings) - len(failing)
    pages = len(checked.content.pages)
    print(f"{pages} sider, {len(failing)} fejl, {notes} noter", file=sys.stderr)
    return 1 if failing else 0


def _publish(folder: Path) -> int:
    new = publish_ids(folder, read_content(folder.resolve()))
    for one in new:
        print(one)
    print(f"{len(new)} nye id'er i permalinks.txt", file=sys.stderr)
    return 0


def _table(folder: Path) -> int:
    checked = check_content(folder.resolve(), today=Clock().today())
    printer = Printer(PdfCache(WORKSHEETS, MOST_SHEETS), "Samtaleklar", site_address())
    for row in module_table(checked, printer):
        print("| " + " | ".join(row) + " |")
    return 0


def _translated(folder: Path, ids: list[str]) -> int:
    content = read_content(folder.resolve())
    unknown = stamp_pages(content, ids or content.ids, Clock().today())
    for one in unknown:
        print(f"{one} er ikke en side med to sprog: ret id'et", file=sys.stderr)
    return 2 if unknown else 0


def _launch_list(folder: Path, modules: str | None) -> int:
    today = Clock().today()
    checked = check_content(folder.resolve(), today=today)
    listed = launch_ids(folder.resolve()) if modules is None else [one.strip() for one in modules.split(",")]
    pages = [one for one in listed if one]
    if unknown := unknown_pages(checked, pages):
        print(f"ingen side har id: {', '.join(unknown)}", file=sys.stderr)
        return 2
    if not pages:
        print(f"skriv mindst én side i {LAUNCH}, eller brug --modules", file=sys.stderr)
        return 2
    found = launch_list(checked, pages, today)
    for line in said(found):
        print(line)
    print(summed_up(found), file=sys.stderr)
    return 1 if found.needed else 0


def _approvals(folder: Path, *, by_id: bool) -> int:
    installation = open_installation()
    check_version(installation.database)
    with installation.database.acting(COMMAND).reading() as session:
        given = approvals(session, by_id=by_id)
    fit = fit_to_write(given, read_registry(folder.resolve())[0])
    changed = write_approvals(folder.resolve() / APPROVALS, fit)
    if len(fit) < len(given):
        left_out = len(given) - len(fit)
        print(
            f"{left_out} udeladt: faktummet er slettet, holdt tilbage eller mangler kilden", file=sys.stderr
        )
    print(
        f"{len(fit)} godkendelser fra bordet, filen er {'skrevet' if changed else 'uændret'}",
        file=sys.stderr,
    )
    return 0


def _hash(folder: Path, identifier: str, *, following: bool) -> int:
    registry, _ = read_registry(folder.resolve())
    fact = registry.facts.get(identifier)
    if fact is None:
        print(f"faktummet {identifier} findes ikke i facts.yaml", file=sys.stderr)
        return 2
    if following:
        if fact.next is None or fact.next.adopted is None:
            print(f"{identifier} har ingen vedtaget tekst i `next`", file=sys.stderr)
            return 2
        fact = fact.on(max(fact.next.begins, fact.next.adopted.date))
    print(fact.text_hash)
    return 0


def _rule_hash(folder: Path, identifier: str) -> int:
    rules = {rule.id: rule for rule in load_rules(folder.resolve() / "facts")}
    if identifier not in rules:
        print(f"reglen {identifier} findes ikke i rules.yaml", file=sys.stderr)
        return 2
    print(rules[identifier].text_hash)
    return 0
