"""The report as one page that needs nothing else: no script, no address, no second file."""
