"""The cart: datasets somebody puts aside, to get them or to publish them together."""
