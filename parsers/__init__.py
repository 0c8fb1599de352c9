"""Turn the bytes of Vietnamese news pages into values: articles, listings, feeds, sitemaps, text captures.

Pure: bytes and values in, values out. No network, no files but the package's own data, no clock, no database.
"""
