"""Tools for language models (Model Context Protocol), for one person with a token of the API.

Every tool is a call of the API in this process, so that scopes, rules, limits and refusals are the
same. What changes something is rehearsed first and needs the confirmation the rehearsal gave.
"""
