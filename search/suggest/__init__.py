"""What the search box offers: names and titles while typing, words for misspelt ones."""
