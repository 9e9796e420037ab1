"""The archive as it is read: captures out of WARC files, what they hold, and whether they are whole."""
