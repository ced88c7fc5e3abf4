package chatx.protocol.lan;

import chatx.protocol.Doc;
import chatx.protocol.trust.ServerKey;

/** One UDP packet on a local network. */
public sealed interface LanPacket {
  @Doc("A server is there.")
  record Here(
      @Doc("What it says of itself.") Announcement announcement,
      @Doc("Its clock, in seconds since 1970: so that somebody whose own is wrong can be told.")
          long time)
      implements LanPacket {}

  @Doc("A server stops.")
  record Gone(@Doc("Which one.") ServerKey server) implements LanPacket {}

  @Doc("Somebody looks for servers; each answers its sender with `here`.")
  record Who(@Doc("Any number; who asks knows their own packet by it.") long nonce)
      implements LanPacket {}
}
