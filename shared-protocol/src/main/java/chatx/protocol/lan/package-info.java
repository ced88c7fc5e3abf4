/** What servers and those who look for them say on a local network, in packets and in mDNS. */
@NullMarked
package chatx.protocol.lan;

import org.jspecify.annotations.NullMarked;
