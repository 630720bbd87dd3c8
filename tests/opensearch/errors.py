"""What can go wrong with a cluster of tests."""


class ClusterError(Exception):
    """The cluster could not be had; the message says why and what to do next."""
