"""Memory and time: store what was seen, tell edits from noise, flag, decide when to look again, tell people.

Imports `crawler` and `parsers`; the only package that writes.
"""
