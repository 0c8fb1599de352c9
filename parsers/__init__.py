"""Turn the bytes of Vietnamese news pages into values: articles, listings, feeds, sitemaps, text captures.

Pure: bytes and values in, values out. No network, no files but the package's own data, no clock, no database.
"""

EXTRACTOR = "1"  # which reading code this is: stored with each version, so that an upgrade is no edit
