"""What documents are about: chosen from their vectors when a generation is made, kept as places in their texts."""
