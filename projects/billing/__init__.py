"""Cost components that several services share, so that each way of billing is written once."""
