package chatx.protocol.http;

import chatx.protocol.Doc;
import chatx.protocol.UserSummary;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Doc("An account as its owner sees it.")
public record AccountInfo(
    @Doc("What others see.") UserSummary user,
    @Doc("The e-mail address, if one was given.") @Nullable String email,
    @Doc("Whether it administers the server.") boolean admin,
    @Doc("When it was made.") Instant createdAt) {}
