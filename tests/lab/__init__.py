"""A private DNS on loopback: real servers under a root of their own."""
