package chatx.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

@WireName("member.page")
@Doc("A page of a room's members.")
public record MemberPage(
    @Doc("The members, by name.") List<Member> members,
    @Doc("Where the next page starts; absent on the last page.") @Nullable String nextCursor)
    implements ServerReply {}
