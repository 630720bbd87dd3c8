"""What may befall a cluster: nodes that die or hang, builders that are killed, answers that are none."""
