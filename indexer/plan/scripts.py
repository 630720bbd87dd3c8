"""Words in a script without spaces, where nothing tells one from the next: they are asked for by their pairs."""

from itertools import groupby, pairwise

from indexer.analysis import Analyser, is_unspaced
from indexer.query import MAX_CLAUSES, And, Or, Query, Together, Word


def paired(query: Query, analyser: Analyser) -> Query:
    """Return the query with its words in scripts without spaces as pairs of characters, all wanted."""
    match query:
        case Word():
            words = pieces(query.text, analyser)
            return query if len(words) < 2 else Together(tuple(map(Word, words[:MAX_CLAUSES])))
        case Together():
            parts = [paired(each, analyser) for each in query.queries]
            return Together(tuple(leaf for part in parts for leaf in _parts(part))[:MAX_CLAUSES])
        case And() | Or():
            return type(query)(tuple(paired(each, analyser) for each in query.queries))
        case _:
            return query


def is_cut(query: Query, analyser: Analyser) -> bool:
    """Tell whether a query has more pairs and words than `paired` leaves of it."""
    match query:
        case Word():
            return len(pieces(query.text, analyser)) > MAX_CLAUSES
        case Together():
            words = sum(len(pieces(each.text, analyser)) for each in query.queries if isinstance(each, Word))
            return words > MAX_CLAUSES or any(is_cut(each, analyser) for each in query.queries)
        case And() | Or():
            return any(is_cut(each, analyser) for each in query.queries)
        case _:
            return False


def pieces(text: str, analyser: Analyser) -> list[str]:
    """Return the pairs of the runs of such characters in a word, and what stands between the runs as it is."""
    tokens = analyser.tokens(text)
    found: list[str] = []
    for unspaced, run in groupby(tokens, lambda token: is_unspaced(token.exact)):
        members = list(run)
        if not unspaced:
            found.append(text[members[0].start : members[-1].end])
        elif len(members) == 1:
            found.append(members[0].exact)
        else:
            found += [one.exact + other.exact for one, other in pairwise(members) if one.end == other.start]
    return found


def _parts(query: Query) -> tuple[Query, ...]:
    return query.queries if isinstance(query, Together) else (query,)
