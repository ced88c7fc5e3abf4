package chatx.protocol;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Doc("What to keep of a room's past. All that is given must hold.")
public record HistoryFilter(
    @Doc("Only what this person wrote or did.") @Nullable UserId author,
    @Doc("Nothing earlier.") @Nullable Instant from,
    @Doc("Nothing at or after this.") @Nullable Instant until,
    @Doc("Only entries of these kinds.") @Nullable List<EntryKind> kinds,
    @Doc("Only messages that contain this text, whatever its case; up to 200 characters.")
        @Nullable String text) {}
