"""One module per AWS service, container, overlay and actor; each is found and registered by itself."""
