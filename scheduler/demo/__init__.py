"""The demonstration: an example site on loopback, crawled, changed and crawled again by what crawls
real sites.

`paper` loads the example paper and its second day, `pages` renders it, `server` serves it, `script`
is the order of events. Prints nothing: `scheduler.cli.demo` does.
"""
