"""How many public records have which parameter, in which unit, from what to what value.

Records are counted block by block (``blocks``), a block again whenever one of its records
changed; all blocks together make the totals (``totals``), from which pages read
(``portal.dictionary.selectors``).  Nothing ever has to be subtracted, and a change costs
one block and one sum, however many records there are.
"""
