"""Turn a source (one monitored site) into visits, politely. The only package that uses the network.

Imports Scrapy and `parsers`; yields items and stores nothing.
"""
