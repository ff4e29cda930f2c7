"""The portal: what runs beside the static site."""

VERSION = "0.1.0"
