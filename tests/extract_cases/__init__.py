"""Golden cases: pages made for tests in the markup of real ones, and what a careful reader sees in them."""
