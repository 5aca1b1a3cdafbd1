"""Measurements, one command each; every table holds a baseline from the same run."""
