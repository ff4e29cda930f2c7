"""The portal: what runs beside the static site."""
