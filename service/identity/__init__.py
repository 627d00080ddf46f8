"""Who calls: API keys and OpenID Connect tokens, scopes, and the guard in front of every route."""
