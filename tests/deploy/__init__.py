"""The examples of docs/deploy/, run for real as far as a machine without a supervisor lets them."""
