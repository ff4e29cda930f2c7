"""One search box over pages and openings."""
