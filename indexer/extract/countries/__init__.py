"""Countries: what a label means, and what a statement is about."""

from indexer.extract.countries.about import countries_in, country_named

__all__ = ["countries_in", "country_named"]
