"""The pages on which authors write publications and curators look at them.

They change nothing by themselves: what may be done, and by whom, the services know.
"""
