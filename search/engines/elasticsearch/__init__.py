"""The distributed engine: an Elasticsearch 9 cluster, reached through an alias."""
