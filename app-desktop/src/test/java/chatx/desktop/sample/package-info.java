/** Rooms and answers that tests and pictures write themselves. */
@NullMarked
package chatx.desktop.sample;

import org.jspecify.annotations.NullMarked;
