"""A track's page: its steps in their order, and every other module for candidates."""

from portal.web.site.addresses import FOLDERS, FOR_STAFF, SiteMap, SourcePage


def steps_of(track: SourcePage, site_map: SiteMap) -> list[SourcePage]:
    return site_map.with_ids(_ids(track), track.lang)


def rest_of(track: SourcePage, site_map: SiteMap) -> list[tuple[SourcePage | None, list[SourcePage]]]:
    """Under the index of their folder, if it has one; a track hides nothing."""
    if track.template != "track":
        return []
    steps, found = set(_ids(track)), []
    for folder in FOLDERS:
        pages = [page for page in site_map.in_folder(folder, track.lang) if page.template == "module"]
        rest = [page for page in pages if page.meta.get("id") not in steps]
        if rest and folder not in FOR_STAFF:
            found.append((site_map.find(f"{folder}/index", track.lang), rest))
    return found


def _ids(page: SourcePage) -> list[str]:
    wanted = page.meta.get("modules")
    return [str(one) for one in wanted] if page.template == "track" and isinstance(wanted, list) else []
