"""Real servers for the tests: PostgreSQL, Redis, Elasticsearch and a browser (see README.md)."""
