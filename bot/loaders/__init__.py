"""Loaders: a file or folder in, articles out, and a reason for each that cannot be read.

>>> for item in load("corpus"):
...     print(item.reason if isinstance(item, LoadError) else item.headline)

A format is one module with one function from bytes to articles; ``formats`` holds the registry.
"""

from bot.errors import LoadError
from bot.loaders.files import count_hint, load
from bot.loaders.formats import SUFFIXES
from bot.loaders.sources import file_of

__all__ = ["SUFFIXES", "LoadError", "count_hint", "file_of", "load"]
