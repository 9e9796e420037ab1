"""Everything that touches the network: finding the reports, fetching them, archiving every attempt."""
