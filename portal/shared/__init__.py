"""What every domain needs and no one owns: no HTTP in here."""
