"""From a site's pages to its reports: what links there are, what they promise, and what is asked for next.

Pure: no request and no file of the archive. ``walk`` goes over one site and is the way in: it takes ``pages`` and their
``links`` apart, has ``judgement`` say by the words of ``vocabulary`` what each link leads to, makes a want of what is
worth it (``wants``), and keeps it in the ``frontier`` until its turn has come. How content systems list articles is a
package of its own, ``crawler.listings``.
"""
