"""A paragraph, or a whole statement, as others cite it: in prose, and for programs that keep references."""

from webapp.citing.citation import Citation, cite
from webapp.citing.prose import reference
from webapp.citing.styles import STYLES, Style

__all__ = ["STYLES", "Citation", "Style", "cite", "reference"]
