"""Text: clean Unicode, words, sentences."""
