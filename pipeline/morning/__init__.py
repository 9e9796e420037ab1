"""The morning after a night: what came in, what broke and what needs a person, as a page and as JSON.

1. ``gather`` takes what a page shows out of the crawl's summary and the build, ``figures`` what nights are compared by.
2. ``monitors`` compare the figures with those of the nights before; what is beyond a limit needs a person.
3. ``problems`` tells new matters from known ones and from those that ``acknowledged`` holds.
4. ``page`` shows it all, ``nights`` keeps it, ``hook`` hands it on.
"""
