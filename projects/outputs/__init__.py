"""What a project gives to other programs: documented, versioned JSON and CSV, and the facts of its quote."""
