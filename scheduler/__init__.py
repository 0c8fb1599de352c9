"""Memory and time: store what was seen, tell edits from noise, look again, tell people.

Imports `crawler` and `parsers`; the only package that writes.
"""
