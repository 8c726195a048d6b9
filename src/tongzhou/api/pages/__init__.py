"""Everything a page can do, for programs: the same view answers with data instead of HTML.

One machinery: the address of a page below /api/v1 runs the page's own view, so that rules, forms,
transactions and refusals cannot differ. Reading answers with what the page is made of, sending a
form answers with where it leads or why it had no effect.
"""
