package chatx.server.bench.yardstick;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * A loop on Netty that sends every text frame to all who opened the same path: no accounts, no
 * store, no numbers. It runs on one thread, as one core is all it gets.
 */
public final class BroadcastServer implements AutoCloseable {
  private static final int HANDSHAKE_BYTES = 8192;
  private static final int BACKLOG = 1024;

  private final EventLoopGroup threads =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Channel listening;

  /** When what was written goes out. */
  public enum Flush {
    /** With every message to every member. */
    EACH,
    /** Once for all that one round of the event loop has read. */
    BATCHED
  }

  private BroadcastServer(Flush flush, @Nullable Supplier<SSLEngine> tls)
      throws InterruptedException {
    Rooms rooms = new Rooms(flush);
    this.listening =
        new ServerBootstrap()
            .group(threads)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    if (tls != null) {
                      channel.pipeline().addLast(new SslHandler(tls.get()));
                    }
                    channel
                        .pipeline()
                        .addLast(new HttpServerCodec())
                        .addLast(new HttpObjectAggregator(HANDSHAKE_BYTES))
                        .addLast(new WebSocketServerProtocolHandler("/", true))
                        .addLast(new Seat(rooms));
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sync()
            .channel();
  }

  /**
   * Listens on a free port of this computer when it returns.
   *
   * @param tls a JDK engine for each connection, which then speaks TLS; null for none
   */
  public static BroadcastServer start(Flush flush, @Nullable Supplier<SSLEngine> tls)
      throws InterruptedException {
    return new BroadcastServer(flush, tls);
  }

  public int port() {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  @Override
  public void close() {
    var _ = listening.close();
    var _ = threads.shutdownGracefully();
  }

  /** For the event loop's thread. */
  private static final class Rooms {
    private final Flush flush;
    private final Map<String, List<Channel>> members = new HashMap<>();
    private final Set<Channel> unflushed = new LinkedHashSet<>();
    private boolean awaitsFlush;

    Rooms(Flush flush) {
      this.flush = flush;
    }

    void enter(String room, Channel channel) {
      members.computeIfAbsent(room, _ -> new ArrayList<>()).add(channel);
    }

    void leave(String room, Channel channel) {
      members.getOrDefault(room, new ArrayList<>()).remove(channel);
    }

    void tell(String room, TextWebSocketFrame frame, Channel from) {
      for (Channel member : members.getOrDefault(room, List.of())) {
        TextWebSocketFrame copy = frame.retainedDuplicate();
        if (flush == Flush.EACH) {
          var _ = member.writeAndFlush(copy, member.voidPromise());
        } else {
          var _ = member.write(copy, member.voidPromise());
          unflushed.add(member);
        }
      }
      if (!unflushed.isEmpty() && !awaitsFlush) {
        awaitsFlush = true;
        from.eventLoop().execute(this::flushAll);
      }
    }

    private void flushAll() {
      awaitsFlush = false;
      unflushed.forEach(Channel::flush);
      unflushed.clear();
    }
  }

  private static final class Seat extends SimpleChannelInboundHandler<TextWebSocketFrame> {
    private final Rooms rooms;
    private @Nullable String room;

    Seat(Rooms rooms) {
      this.rooms = rooms;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
      if (event instanceof HandshakeComplete complete) {
        room = complete.requestUri();
        rooms.enter(complete.requestUri(), context.channel());
      }
      super.userEventTriggered(context, event);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
      String here = room;
      if (here != null) {
        rooms.tell(here, frame, context.channel());
      }
    }

    /** Who cannot be understood is not served. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      var _ = context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
      String here = room;
      if (here != null) {
        rooms.leave(here, context.channel());
      }
      super.channelInactive(context);
    }
  }
}
