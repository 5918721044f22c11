"""The ingest: from files, folders and URLs into the coverage, by ``python ingest.py``."""
