"""The frame of the site: templates, style, scripts and the build that joins them with the content."""
