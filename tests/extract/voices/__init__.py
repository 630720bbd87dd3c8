"""Whose words a statement holds. Sentences and persons are made for the tests, or the persons named in their office."""
