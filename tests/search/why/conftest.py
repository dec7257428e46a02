from tests.indexed import indexed, own_index

__all__ = ["indexed", "own_index"]
