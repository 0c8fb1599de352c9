"""One module per CMS or family of sites, each with one `PLATFORM`: selectors of its layouts, newest
first.
"""
