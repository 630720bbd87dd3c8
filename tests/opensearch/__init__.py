"""A real OpenSearch cluster on this machine, without containers: a process a node, to be killed and brought back."""
