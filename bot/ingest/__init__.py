"""Ingest: files to documents to passages, and into the library."""
