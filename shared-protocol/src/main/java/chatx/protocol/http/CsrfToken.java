package chatx.protocol.http;

import chatx.protocol.Doc;

@Doc("What a cookie session sends in X-CSRF-Token.")
public record CsrfToken(@Doc("The token; it lasts as long as the session.") String token) {}
