"""Getting the data: addresses of files, and manifests of those one chose."""
