"""What may befall an archive and its server, done to them: each program counts what it did and what came of it.

`make test` runs a short version of each, `make faults` the full one.
"""
