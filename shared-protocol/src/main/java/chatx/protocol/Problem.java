package chatx.protocol;

import org.jspecify.annotations.Nullable;

@WireName("problem")
@Doc(
    "The command was refused or failed. Nothing was changed, except that after unavailable or"
        + " internal it may have been carried out all the same.")
public record Problem(
    @Doc("What happened, for programs.") ProblemCode code,
    @Doc("What happened and what to do, for people.") String message,
    @Doc("Which field of the command is meant.") @Nullable String field,
    @Doc("How long to wait before trying again, in milliseconds.") @Nullable Long retryAfterMs,
    @Doc("Names this occurrence in the server's log.") @Nullable String ref)
    implements ServerReply {}
