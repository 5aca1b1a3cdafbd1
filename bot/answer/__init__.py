"""What is said to a question: the quotations that answer it, and how sure they are."""
