"""Measures of the program on public data, which the user brings."""
