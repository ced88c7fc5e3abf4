package chatx.server.catchup;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.CloseReason;
import chatx.protocol.EventFrame;
import chatx.protocol.RoomId;
import chatx.protocol.RoomResumed;
import chatx.protocol.ServerReply;
import chatx.protocol.SessionEvent;
import chatx.protocol.SessionId;
import chatx.protocol.UserId;
import chatx.protocol.codec.FrameCodec;
import chatx.server.command.Caller;
import chatx.server.command.Identity;
import chatx.server.frame.EncodedFrame;
import chatx.server.room.OneRoom;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A connection that keeps what it is told, answers and events in one order. */
final class Reader implements Caller {
  private final FrameCodec codec;
  private final Identity me;
  private final LinkedBlockingQueue<Object> told = new LinkedBlockingQueue<>();

  Reader(FrameCodec codec, OneRoom room) {
    this.codec = codec;
    this.me = new Identity(room.owner(), new SessionId(new UUID(1, 2)), false);
  }

  RoomResumed nextReply() throws InterruptedException {
    Object next = told.poll(CatchUpInterleavingTest.PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(next).as("the answer comes before what it lets through").isNotNull();
    return (RoomResumed) Objects.requireNonNull(next);
  }

  long nextSeq() throws InterruptedException {
    Object next = told.poll(CatchUpInterleavingTest.PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(next).as("an event").isNotNull();
    return seq(Objects.requireNonNull(next));
  }

  /** What it was told next, an answer or an event's text; null when there is nothing in time. */
  @Nullable Object poll(long millis) throws InterruptedException {
    return told.poll(millis, TimeUnit.MILLISECONDS);
  }

  List<Long> rest() {
    List<Object> rest = new ArrayList<>();
    told.drainTo(rest);
    return rest.stream().map(this::seq).toList();
  }

  long seq(Object told) {
    return codec.decodeServer((String) told) instanceof EventFrame event
        ? Objects.requireNonNull(event.seq())
        : -1;
  }

  @Override
  public void reply(long requestId, ServerReply reply) {
    told.add(reply);
  }

  @Override
  public void offer(EncodedFrame piece) {
    // Several frames, each with two bytes of header and two of length, as for every text from 126
    // bytes to 64 KiB.
    ByteBuffer bytes = piece.view();
    while (bytes.hasRemaining()) {
      int length = bytes.position(bytes.position() + 2).getShort() & 0xFFFF;
      ByteBuffer text = bytes.slice(bytes.position(), length);
      told.add(StandardCharsets.UTF_8.decode(text).toString());
      bytes.position(bytes.position() + length);
    }
  }

  @Override
  public @Nullable Identity identity() {
    return me;
  }

  @Override
  public Identity me() {
    return me;
  }

  @Override
  public UserId user() {
    return me.id();
  }

  @Override
  public long connection() {
    return 1;
  }

  @Override
  public String address() {
    return "127.0.0.1";
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void signIn(Identity identity) {}

  @Override
  public void send(SessionEvent event) {}

  @Override
  public void holdEventsUntilReply() {}

  @Override
  public void releaseEvents() {}

  @Override
  public void close(CloseReason reason) {}

  @Override
  public boolean attached(RoomId room) {
    return true;
  }

  @Override
  public void detached(RoomId room) {}
}
