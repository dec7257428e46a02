"""What every source's metadata goes through: pure functions, no I/O, no database.

``text``, ``dates``, ``people``, ``licences``, ``identifiers``, ``parameters`` and
``names`` each take what a catalogue gave and return what a record may hold.
"""
