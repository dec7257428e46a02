"""What answers look like: the types that the OpenAPI document is made from."""
