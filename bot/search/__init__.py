"""Search: a query to ranked hits."""
