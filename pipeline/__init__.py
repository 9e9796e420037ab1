"""From archived bytes to datasets. Pure: the same archive gives the same rows, on any machine, in any order."""
