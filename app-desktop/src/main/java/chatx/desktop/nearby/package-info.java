/** The servers of the network, which appear by themselves, and what keeps them from appearing. */
@NullMarked
package chatx.desktop.nearby;

import org.jspecify.annotations.NullMarked;
