"""The commands of the command line; what draws nothing works without Qt."""
