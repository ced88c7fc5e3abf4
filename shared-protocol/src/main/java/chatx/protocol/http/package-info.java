/** What travels over HTTP: bodies of requests and answers under {@code /api/v1}, as records. */
@NullMarked
package chatx.protocol.http;

import org.jspecify.annotations.NullMarked;
