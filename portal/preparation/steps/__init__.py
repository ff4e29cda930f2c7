"""The steps of the preparation, one topic a file."""
