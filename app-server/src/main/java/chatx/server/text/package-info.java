/** What people may type: names, free text, addresses and passwords, each answered in words. */
@NullMarked
package chatx.server.text;

import org.jspecify.annotations.NullMarked;
