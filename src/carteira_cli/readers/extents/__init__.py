"""How far the cells of a sheet reach, measured before a parser makes room for them.

Parsers make room for the whole rectangle of a sheet, and what a sheet says of its own size may
be a lie: two cells in opposite corners, a kilobyte on disk, ask for half a terabyte and end the
process. So the cells themselves are looked at, one module per container.
"""
