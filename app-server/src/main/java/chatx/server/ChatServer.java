package chatx.server;

import chatx.protocol.CloseReason;
import chatx.protocol.ProtocolVersion;
import chatx.protocol.RoomId;
import chatx.protocol.ServerInfo;
import chatx.protocol.ServerStopping;
import chatx.protocol.SessionId;
import chatx.protocol.UserId;
import chatx.protocol.codec.FrameCodec;
import chatx.protocol.trust.ServerKey;
import chatx.server.account.AccountSettings;
import chatx.server.account.Accounts;
import chatx.server.admin.Administration;
import chatx.server.admin.LiveServer;
import chatx.server.audit.AuditAction;
import chatx.server.audit.AuditEntry;
import chatx.server.audit.LimitHits;
import chatx.server.catchup.CatchUpFeature;
import chatx.server.command.CommandDispatcher;
import chatx.server.command.CommandRegistry;
import chatx.server.command.ConnectionDirectory;
import chatx.server.command.RoomCommandHandler;
import chatx.server.command.SessionCommandHandler;
import chatx.server.gateway.AuthenticateHandler;
import chatx.server.gateway.CommandLimits;
import chatx.server.gateway.PingHandler;
import chatx.server.gateway.SocketGateway;
import chatx.server.http.ApiHandler;
import chatx.server.http.HttpRoutes;
import chatx.server.http.HttpSettings;
import chatx.server.invite.InvitePlace;
import chatx.server.invite.Invites;
import chatx.server.limit.RateLimits;
import chatx.server.membership.MembershipFeature;
import chatx.server.message.MessageFeature;
import chatx.server.presence.PresenceFeature;
import chatx.server.room.CommitIsDurable;
import chatx.server.room.Durability;
import chatx.server.room.JournaledCommit;
import chatx.server.room.RoomDirectory;
import chatx.server.room.RoomLog;
import chatx.server.room.RoomStore;
import chatx.server.secret.Seal;
import chatx.server.secret.SecretFileException;
import chatx.server.secret.SecretFiles;
import chatx.server.secret.SigningKey;
import chatx.server.socket.ServerPort;
import chatx.server.socket.SocketSettings;
import chatx.server.storage.StorageException;
import chatx.server.storage.Transactions;
import chatx.server.text.PasswordRules;
import chatx.server.tls.ServerTls;
import chatx.server.tls.TlsRefusedException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server: the composition root, which reads from the cellar to the door. Any thread may
 * stop it.
 */
public final class ChatServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ChatServer.class);

  /** What clients are asked to wait before they come back, so that they do not come at once. */
  private static final long RECONNECT_AFTER_MS = 1_000;

  /** How long a stop waits for what the rooms have accepted, before and after the last word. */
  private static final Duration SETTLING = Duration.ofSeconds(1);

  private static final Duration TOKEN_CLEANING = Duration.ofHours(1);

  /** How soon a changed certificate file or address is noticed. */
  private static final Duration TLS_LOOK = Duration.ofSeconds(10);

  private final ServerData data;
  private final @Nullable ServerTls tls;
  private final RoomDirectory rooms;
  private final PresenceFeature presence;
  private final Durability durability;
  private final SocketGateway gateway;
  private final ConnectionDirectory connections;
  private final ServerPort port;
  private final Administration administration;
  private final Housekeeping housekeeping = new Housekeeping();
  private final Accounts accounts;
  private final Invites invites;
  private final Visibility visibility;
  private volatile boolean stopping;

  /**
   * Opens what the configuration names and listens when this returns.
   *
   * @throws StartRefusedException when that is not possible; its message says why and what to do
   */
  public static ChatServer start(ServerConfig config, Clock clock) throws StartRefusedException {
    ServerData data = ServerData.open(config, clock);
    boolean started = false;
    try {
      ChatServer server = new ChatServer(config, data, clock);
      server.listen(config);
      started = true;
      return server;
    } catch (TlsRefusedException unusable) {
      throw new StartRefusedException(
          StartRefusedException.Reason.KEY_UNUSABLE,
          String.valueOf(unusable.getMessage()),
          unusable);
    } catch (SecretFileException unusable) {
      throw new StartRefusedException(
          StartRefusedException.Reason.DATA_UNUSABLE,
          String.valueOf(unusable.getMessage()),
          unusable);
    } catch (IOException broken) {
      throw new StartRefusedException(
          StartRefusedException.Reason.DATA_UNUSABLE, String.valueOf(broken.getMessage()), broken);
    } finally {
      if (!started) {
        data.close();
      }
    }
  }

  private ChatServer(ServerConfig config, ServerData data, Clock clock)
      throws IOException, TlsRefusedException {
    this.data = data;
    tls = tls(config.tls(), data, clock);
    Transactions transactions = data.database().transactions();
    FrameCodec codec = new FrameCodec();
    RoomLog roomLog = new RoomLog(codec);
    RoomStore roomStore = new RoomStore();
    durability =
        data.database().needsSync()
            ? JournaledCommit.open(
                data.folder().journal(), config.journalTrimBytes(), transactions, roomLog, codec)
            : new CommitIsDurable();
    rooms = new RoomDirectory(transactions, roomStore, roomLog, codec, durability, clock);

    presence = new PresenceFeature(transactions, roomStore, rooms);
    connections = new ConnectionDirectory(presence);
    RateLimits limits = new RateLimits(config.limits(), System::nanoTime);
    PasswordRules passwordRules = PasswordRules.load();
    invites = new Invites(transactions, data.audit(), limits, clock);
    // Its port is known when somebody can ask for an invite.
    Doorstep doorstep = new Doorstep(config, this::key, this::port);
    ServerConfig.SessionConfig sessions = config.sessions();
    accounts =
        new Accounts(
            transactions,
            data.audit(),
            data.hasher(),
            passwordRules,
            SigningKey.of(data.keys()),
            Seal.of(data.keys(), "known-devices"),
            connections,
            limits,
            invites,
            new AccountSettings(
                sessions.access(),
                sessions.session(),
                AccountSettings.DEFAULT.refreshGrace(),
                sessions.registrationOpen()),
            clock);
    MembershipFeature membership =
        new MembershipFeature(
            new MembershipFeature.Needs(
                transactions,
                rooms,
                roomStore,
                roomLog,
                connections,
                data.hasher(),
                passwordRules,
                limits,
                data.audit(),
                invites,
                doorstep::now,
                config.invitesByMembers(),
                clock));
    MessageFeature messages =
        new MessageFeature(transactions, rooms, roomLog, config.connections().messageMaxLength());
    CatchUpFeature catchUp = new CatchUpFeature(transactions, rooms, roomStore, connections);

    ServerInfo info = info(config);
    List<SessionCommandHandler<?>> sessionHandlers = new ArrayList<>();
    AuthenticateHandler signIns =
        new AuthenticateHandler(accounts.authenticator(), connections, info);
    sessionHandlers.add(signIns);
    sessionHandlers.add(new PingHandler(clock));
    sessionHandlers.addAll(membership.sessionHandlers());
    sessionHandlers.addAll(messages.sessionHandlers());
    sessionHandlers.addAll(catchUp.sessionHandlers());
    List<RoomCommandHandler<?>> roomHandlers = new ArrayList<>();
    roomHandlers.addAll(membership.roomHandlers());
    roomHandlers.addAll(messages.roomHandlers());
    roomHandlers.addAll(catchUp.roomHandlers());
    CommandDispatcher dispatcher =
        new CommandDispatcher(
            new CommandRegistry(sessionHandlers, roomHandlers),
            rooms,
            new CommandLimits(limits, new LimitHits(clock), data.audit(), transactions));

    gateway =
        new SocketGateway(
            codec, dispatcher, connections, rooms, config.connections().outboxMaxBytes(), signIns);
    ServerConfig.HttpConfig http = config.http();
    HttpRoutes routes =
        new HttpRoutes(
            accounts,
            invites,
            Seal.of(data.keys(), "csrf"),
            new HttpSettings(http.allowedOrigins(), tls != null, http.trustedProxies()),
            () -> info,
            () -> !stopping && data.database().isReachable());
    port =
        new ServerPort(
            socketSettings(config),
            gateway,
            new ApiHandler(routes, limits),
            tls == null ? null : tls::engine,
            clock);
    administration =
        new Administration(
            transactions,
            data.audit(),
            data.hasher(),
            live(accounts, connections, membership, doorstep),
            clock);
    Supplier<ServerKey> knownBy = tls == null ? nameWithoutKey(data.keys()) : tls::key;
    visibility = new Visibility(config, knownBy, connections::users, clock);
  }

  /** What stands for the key of a server that does not encrypt, so that it is found but once. */
  private static Supplier<ServerKey> nameWithoutKey(SecretFiles keys) throws SecretFileException {
    ServerKey name = ServerKey.ofHash(Seal.of(keys, "identity").sign("identity"));
    return () -> name;
  }

  private void listen(ServerConfig config) throws StartRefusedException {
    try {
      port.start();
    } catch (IOException taken) {
      port.close();
      closeDurability();
      ServerConfig.Listen listen = config.listen();
      throw new StartRefusedException(
          StartRefusedException.Reason.NO_PORT,
          "cannot listen on "
              + listen.host()
              + " port "
              + listen.port()
              + ": "
              + taken.getMessage()
              + ". Another program may use it; choose another with --port, or 0 for a free one",
          taken);
    }
    record(AuditAction.SERVER_STARTED);
    housekeeping.every(
        TOKEN_CLEANING, "deleting expired refresh tokens", accounts::deleteExpiredTokens);
    housekeeping.every(TOKEN_CLEANING, "forgetting old invites", invites::deleteOld);
    if (tls != null) {
      housekeeping.every(TLS_LOOK, "looking after the certificate", tls::refresh);
    }
    visibility.listening(port.port());
  }

  /** Has people on the same network find this server by themselves, or not any more. */
  public void announce(boolean on) {
    visibility.set(on);
  }

  private static @Nullable ServerTls tls(
      ServerConfig.TlsConfig config, ServerData data, Clock clock)
      throws SecretFileException, TlsRefusedException {
    if (!config.on()) {
      return null;
    }
    return config.files().isPresent()
        ? ServerTls.ofFiles(config.files().get().certificate(), config.files().get().key())
        : ServerTls.ofOwnKey(data.keys(), System.getenv(), clock);
  }

  /** By what clients know this server; empty where it does not encrypt. */
  public Optional<ServerKey> key() {
    return tls == null ? Optional.empty() : Optional.of(tls.key());
  }

  /** The bound port. */
  public int port() {
    return port.port();
  }

  /** The operator's commands, carried out in this server. */
  public Administration administration() {
    return administration;
  }

  /** How many sockets are open. */
  public int connections() {
    return gateway.size();
  }

  /** How many users have a connection. */
  public int connectedUsers() {
    return connections.users();
  }

  /** Tells the clients to come back later, finishes what was accepted, and closes the database. */
  public void stop() {
    synchronized (this) {
      if (stopping) {
        return;
      }
      stopping = true;
    }
    // mDNS takes its time over a goodbye; people who are connected need not wait for it.
    Thread goodbye = Thread.ofVirtual().name("goodbye").start(visibility::close);
    presence.close();
    gateway.tellAll(new ServerStopping(RECONNECT_AFTER_MS));
    rooms.settle(SETTLING);
    port.stop(CloseReason.RESTARTING);
    rooms.settle(SETTLING);
    housekeeping.close();
    try {
      record(AuditAction.SERVER_STOPPED);
    } catch (StorageException away) {
      log.warn("the stop could not be recorded", away);
    }
    closeDurability();
    try {
      data.close();
    } catch (StorageException away) {
      log.warn("the database did not close cleanly; it is put in order at the next start", away);
    }
    try {
      var _ = goodbye.join(SETTLING);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    log.info("stopped");
  }

  @Override
  public void close() {
    stop();
  }

  private void record(AuditAction action) {
    data.database()
        .transactions()
        .commit(tx -> {
          data.audit().append(tx, AuditEntry.of(action).by(AuditEntry.SYSTEM));
          return true;
        });
  }

  private void closeDurability() {
    if (durability instanceof JournaledCommit journaled) {
      try {
        journaled.close();
      } catch (IOException e) {
        log.warn("the journal did not close cleanly; it is read at the next start", e);
      }
    }
  }

  private static ServerInfo info(ServerConfig config) {
    String version = ChatServer.class.getPackage().getImplementationVersion();
    ServerConfig.ConnectionConfig limits = config.connections();
    return new ServerInfo(
        config.serverName(),
        version == null ? "development" : version,
        ProtocolVersion.CURRENT,
        limits.messageMaxLength(),
        limits.frameMaxBytes(),
        (int) limits.pingInterval().toSeconds());
  }

  private static SocketSettings socketSettings(ServerConfig config) {
    ServerConfig.ConnectionConfig limits = config.connections();
    ServerConfig.HttpConfig http = config.http();
    return SocketSettings.builder()
        .host(config.listen().host())
        .port(config.listen().port())
        .subProtocols(List.of(ProtocolVersion.SUB_PROTOCOL))
        .maxFrameBytes(limits.frameMaxBytes())
        .outboxBytes(limits.outboxMaxBytes())
        .writeStall(limits.outboxStalled())
        .requestDeadline(http.read())
        .signInDeadline(limits.signIn())
        .pingInterval(limits.pingInterval())
        .pingTimeout(limits.pingTimeout())
        .maxHeadBytes(http.maxHeaderBytes())
        .maxBodyBytes(http.maxBodyBytes())
        .maxConnections(limits.most())
        .maxConnectionsPerAddress(limits.mostPerAddress())
        .allowedOrigins(Set.copyOf(http.allowedOrigins()))
        .trustedProxies(http.trustedProxies())
        .build();
  }

  private static LiveServer live(
      Accounts accounts,
      ConnectionDirectory connections,
      MembershipFeature membership,
      Doorstep doorstep) {
    return new LiveServer() {
      @Override
      public void endSessions(UUID user) {
        accounts.sessionsEnded(new UserId(user));
        connections.closeAll(new UserId(user));
      }

      @Override
      public void endSession(UUID user, UUID session) {
        accounts.sessionsEnded(new UserId(user));
        connections.closeSession(new UserId(user), new SessionId(session));
      }

      @Override
      public boolean deleteRoom(UUID room) {
        return membership.deleteForOperator(new RoomId(room));
      }

      @Override
      public Optional<InvitePlace> place() {
        return Optional.of(doorstep.now());
      }
    };
  }
}
