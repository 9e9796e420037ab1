"""From a site's pages to its reports: what links there are, what they promise, and what is asked for next."""
