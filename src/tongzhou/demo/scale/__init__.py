"""A company of any size, written in bulk: the facts that actions would leave, and its journal.

Requests, answers, tables, signatures, updates, warnings, problems with their rulings, words and
deliveries stand as the actions write them, hashes and balls included; the entries are chained by
the journal itself. Left out are notices of what is past and changes of what was signed, which the
played demonstration has.
"""

from tongzhou.demo.scale.growing import found

__all__ = ["found"]
