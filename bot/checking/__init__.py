"""Checking: a sentence that a model wrote and the sentences it cites -> kept, or why not."""
