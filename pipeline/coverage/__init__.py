"""What is known of each county and year, and why no report is there where none is.

``listed`` says what report columns name, ``shown`` what a browser did not get of them, ``redirects`` where they led,
``absence`` why a report is not there, ``site_years`` the state of each site and year (the dataset ``coverage``),
``counties`` that of each county (``county_year``).
"""
