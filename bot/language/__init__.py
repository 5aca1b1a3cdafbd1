"""What is known of languages, as data, and how a text of each is read."""
