/** Pictures of every screen, and what must hold for all of them. */
@NullMarked
package chatx.desktop.gallery;

import org.jspecify.annotations.NullMarked;
