"""Comparable figures of several sources, side by side."""
