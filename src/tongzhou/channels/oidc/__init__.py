"""Signing in through the company's own identity provider: OpenID Connect, code flow with PKCE.

Authlib and joserfc judge what the provider says; the calls leave by `outbound` like all others.
"""
