"""Relevance, extraction and speed, measured beside named peers in the same run, with floors."""
