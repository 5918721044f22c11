"""Ask the Coverage: short, right, checkable answers from news articles."""

__version__ = "0.1.0"
