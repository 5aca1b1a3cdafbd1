"""What readers think of quotations, kept beside the index for its owner: thumbs, reasons, questions without answer."""
