"""What is known of each county and year, and why no report is there where none is."""
