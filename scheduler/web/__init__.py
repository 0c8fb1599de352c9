"""The pages over the database: a Datasette plugin, its templates and its own static files.

    from scheduler.web.site import SiteOptions, build_site
    app = build_site(SiteOptions(db=Path("unionwatch.db"))).app()

- `views`: one function for each page, from a read-only Store and what was asked to an answer;
  they know nothing of Datasette, of HTTP or of the event loop
- `asking`, `answering`, `rendering`, `data`: the question, the answers, HTML, JSON and CSV
- `plugin`, `site`: the border to Datasette; `gate`: who may come in, and the headers of everything
  that goes out; `threads`: the connections

Importing this package imports nothing: Datasette is an extra (`pip install 'unionwatch[web]'`). The
pages write one thing, the mark "seen"; all SQL is in `scheduler.store`.
"""
