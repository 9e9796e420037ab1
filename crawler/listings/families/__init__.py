"""One module a way of listing, each with ``FAMILY``; a new family is a new file here."""
