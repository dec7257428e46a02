"""Python's search for cycles of garbage, in processes that make records by the million."""

import gc


def collect_seldom() -> None:
    """Search for cycles seldom, and never among what was loaded at the start.

    Records hold no cycles, so they go when nothing names them; the default threshold
    has every few hundred of them walked through in vain, a tenth of a harvest's time.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
