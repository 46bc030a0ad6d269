"""Ask the graph of concepts: paths, communities, centrality, comparisons, what papers share.

`loading` reads a graph out of the store, whole or of a part of the corpus, in
any unit; every other module takes such a graph and returns rows. Import from
those: `neighbors`, `pair` and `evidence` are answered by the store itself, and
need none of the libraries these need.
"""
