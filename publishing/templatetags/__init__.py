"""What templates of records need."""
