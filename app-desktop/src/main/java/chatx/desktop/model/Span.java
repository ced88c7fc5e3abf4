package chatx.desktop.model;

import java.net.URI;
import java.util.List;

/** A piece of a line. Texts are already safe to show; see {@link chatx.desktop.ui.SafeText}. */
public sealed interface Span {

  record Text(String text) implements Span {}

  record Bold(List<Span> spans) implements Span {}

  record Italic(List<Span> spans) implements Span {}

  record Strike(List<Span> spans) implements Span {}

  record Code(String text) implements Span {}

  /** Leads to {@code http}, {@code https} or {@code mailto} only. */
  record Link(List<Span> spans, URI target) implements Span {}

  /**
   * A person's name after an {@code @}.
   *
   * @param name as typed, without the {@code @}; whether there is such a member is not known here
   * @param me whether it is the reader's own name
   */
  record Mention(String name, boolean me) implements Span {}

  /** {@code @room}: everybody, where its writer may call everybody. */
  record MentionAll() implements Span {}

  /**
   * A word after a {@code #}, as typed, without it; whether there is such a room is not known here.
   */
  record RoomMention(String name) implements Span {}

  /**
   * One emoji.
   *
   * @param sequence the characters themselves, also where a {@code :shortcode:} was typed
   */
  record Emoji(String sequence) implements Span {}

  record LineBreak() implements Span {}
}
