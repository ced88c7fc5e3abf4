package chatx.protocol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Doc("Somebody who may not join.")
public record Ban(
    @Doc("Who.") UserSummary user,
    @Doc("Who did it.") UserSummary by,
    @Doc("Why.") @Nullable String reason,
    @Doc("Since when.") Instant at) {}
