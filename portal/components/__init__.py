"""Every component and state of the site on two pages, in a demonstration only."""
