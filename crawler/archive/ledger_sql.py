"""The ledger's tables, and the statements that enter a capture into them."""

LAYOUT = 3
SCHEMA = """
CREATE TABLE pages (
    url TEXT PRIMARY KEY, site TEXT NOT NULL, role TEXT NOT NULL, via TEXT, link_text TEXT,
    outcome TEXT NOT NULL, attempted_at TEXT NOT NULL, location TEXT,
    checked_at TEXT, capture_id TEXT, warc_file TEXT, warc_offset INTEGER, etag TEXT, last_modified TEXT,
    kept TEXT
) STRICT;
CREATE TABLE hosts (
    host TEXT PRIMARY KEY, until TEXT NOT NULL, outcome TEXT NOT NULL, http_status INTEGER, counted_at TEXT,
    refused INTEGER NOT NULL
) STRICT;
CREATE TABLE files (warc_file TEXT PRIMARY KEY, read_to INTEGER NOT NULL) STRICT;
CREATE TABLE night (opened_at TEXT NOT NULL) STRICT;
"""
ATTEMPT = """
INSERT INTO pages (url, site, role, via, link_text, outcome, attempted_at, location)
VALUES (:url, :site, :role, :via, :link_text, :outcome, :attempted_at, :location)
ON CONFLICT (url) DO UPDATE SET site = excluded.site, role = excluded.role, via = excluded.via,
    link_text = excluded.link_text, outcome = excluded.outcome, attempted_at = excluded.attempted_at,
    location = excluded.location
"""
BODY = """
UPDATE pages SET checked_at = attempted_at, capture_id = :capture_id, warc_file = :warc_file,
    warc_offset = :warc_offset, etag = :etag, last_modified = :last_modified WHERE url = :url
"""
CONFIRMED = """
UPDATE pages SET checked_at = attempted_at, etag = coalesce(:etag, etag),
    last_modified = coalesce(:last_modified, last_modified) WHERE url = :url AND capture_id = :refers_to
"""
ORPHANED = """
UPDATE pages SET checked_at = NULL, capture_id = NULL, warc_file = NULL, warc_offset = NULL, etag = NULL,
    last_modified = NULL WHERE url = :url AND capture_id IS NOT :refers_to
"""
"""The server confirmed a body that is lost: what is left of the page is older, and must not be taken for it."""
KEPT_AS = "UPDATE pages SET kept = capture_id WHERE url = :url"
READ_TO = """
INSERT INTO files (warc_file, read_to) VALUES (?, ?)
ON CONFLICT (warc_file) DO UPDATE SET read_to = max(read_to, excluded.read_to)
"""
HOST = "INSERT OR REPLACE INTO hosts VALUES (:host, :until, :outcome, :http_status, :counted_at, :refused)"
TABLES = ("pages", "hosts", "files")
"""What the archive says; the night is not among them."""
