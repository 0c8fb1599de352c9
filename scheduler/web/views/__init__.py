"""The pages: functions from a read-only Store and what was asked to an answer. No HTTP, no event
loop, no Datasette; what they write, they write through `scheduler.store`.
"""
