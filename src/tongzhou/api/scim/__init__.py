"""SCIM 2.0 (RFC 7643, 7644): an identity provider keeps people and departments in step."""
