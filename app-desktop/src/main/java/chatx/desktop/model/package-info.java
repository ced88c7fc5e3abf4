/**
 * What the person sees of their servers, rooms and messages, as observable state without a scene.
 */
@NullMarked
package chatx.desktop.model;

import org.jspecify.annotations.NullMarked;
