"""The search for files by any part of their name or path, beside that for records."""
