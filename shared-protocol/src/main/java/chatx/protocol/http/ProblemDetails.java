package chatx.protocol.http;

import chatx.protocol.Doc;
import chatx.protocol.ProblemCode;
import org.jspecify.annotations.Nullable;

@Doc("Every refusal over HTTP, as application/problem+json (RFC 9457).")
public record ProblemDetails(
    @Doc("Always about:blank; the code tells kinds apart.") String type,
    @Doc("The status in words.") String title,
    @Doc("The HTTP status.") int status,
    @Doc("What happened and what to do, for people.") String detail,
    @Doc("What happened, for programs.") ProblemCode code,
    @Doc("Which field of the body is meant.") @Nullable String field,
    @Doc("How long to wait before trying again, in milliseconds.") @Nullable Long retryAfterMs,
    @Doc("Names this occurrence in the server's log.") String ref) {}
