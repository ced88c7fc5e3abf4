package chatx.protocol;

import java.util.List;

@WireName("member.ban_list")
@Doc("Who is banned.")
public record BanList(@Doc("The bans, newest first.") List<Ban> bans) implements ServerReply {}
