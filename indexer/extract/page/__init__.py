"""Where a page keeps its statement: HTML to blocks of text in reading order."""
