"""The embedded engine: a tantivy index in a folder, read and written in process."""
