"""Models: the embedder, loaded lazily and from local files."""
