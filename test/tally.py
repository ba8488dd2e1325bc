"""tally.py: the end of a test that is a list of (what must be so, whether it is)."""


def tell(results):
    """Prints what is not so, then "N passed, N failed"; the exit code."""
    for what, good in results:
        if not good:
            print(f"not so: {what}")
    failed = sum(1 for _, good in results if not good)
    print(f"{len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0
