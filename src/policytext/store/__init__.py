"""Keep everything a build found in one SQLite file that plain SQL can ask.

`schema` says what is in it, `writing` builds it beside the old one and renames
it into place, `reading` answers from it. Import from those: reading needs the
standard library and nothing else, so that every command that only reads starts
at once, and this module must not load the writing half for it.
"""
