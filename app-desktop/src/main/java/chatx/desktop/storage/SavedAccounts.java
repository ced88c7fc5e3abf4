package chatx.desktop.storage;

import chatx.protocol.UserId;
import chatx.protocol.UserSummary;
import chatx.protocol.trust.ServerKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The accounts that this computer signs in with, in the order of the rail, in {@code
 * accounts.json}. Every change is written, as a whole, before it counts. Any thread.
 */
public final class SavedAccounts {
  private static final int FORMAT = 1;

  private final Path file;
  private List<SavedAccount> accounts;

  /** What opening gives. */
  public sealed interface Opening {}

  public record Opened(SavedAccounts accounts) implements Opening {}

  /** The file is damaged or of a newer version; it was not touched. */
  public record Refused(StorageRefusal why) implements Opening {}

  private SavedAccounts(Path file, List<SavedAccount> accounts) {
    this.file = file;
    this.accounts = accounts;
  }

  public static Opening open(AppFolder folder) {
    return open(folder.path().resolve("accounts.json"));
  }

  static Opening open(Path file) {
    try {
      Optional<ObjectNode> content = StoredJson.read(file);
      if (content.isEmpty()) {
        return refused(StorageRefusal.Reason.UNREADABLE, file, "");
      }
      if (StoredJson.format(content.get()) > FORMAT) {
        return refused(StorageRefusal.Reason.NEWER_VERSION, file, "");
      }
      List<SavedAccount> accounts = new ArrayList<>();
      for (JsonNode each : content.get().path("accounts")) {
        accounts.add(read(each));
      }
      return new Opened(new SavedAccounts(file, List.copyOf(accounts)));
    } catch (IllegalArgumentException notOurs) {
      return refused(StorageRefusal.Reason.UNREADABLE, file, "");
    } catch (IOException failed) {
      return refused(StorageRefusal.Reason.NOT_WRITABLE, file, failed.toString());
    }
  }

  /** In the order of the rail. */
  public synchronized List<SavedAccount> all() {
    return accounts;
  }

  public Optional<SavedAccount> account(AccountId id) {
    return all().stream().filter(account -> account.id().equals(id)).findFirst();
  }

  /**
   * Adds the account at the end, or replaces the one of that id in its place.
   *
   * @return empty when it is kept
   */
  public synchronized Optional<StorageRefusal> save(SavedAccount account) {
    List<SavedAccount> changed = new ArrayList<>(accounts);
    changed.replaceAll(one -> one.id().equals(account.id()) ? account : one);
    if (!changed.contains(account)) {
      changed.add(account);
    }
    return write(changed);
  }

  /**
   * Takes the account off the list; its folder and its secrets are the caller's business.
   *
   * @return empty when it is gone
   */
  public synchronized Optional<StorageRefusal> remove(AccountId id) {
    return write(accounts.stream().filter(account -> !account.id().equals(id)).toList());
  }

  private Optional<StorageRefusal> write(List<SavedAccount> changed) {
    if (changed.equals(accounts)) {
      return Optional.empty();
    }
    ObjectNode content = StoredJson.object();
    content.put("format", FORMAT);
    ArrayNode list = content.putArray("accounts");
    changed.forEach(account -> write(account, list.addObject()));
    try {
      StoredJson.write(file, content);
    } catch (IOException failed) {
      return Optional.of(
          new StorageRefusal(StorageRefusal.Reason.NOT_WRITABLE, file, failed.toString()));
    }
    accounts = List.copyOf(changed);
    return Optional.empty();
  }

  private static void write(SavedAccount account, ObjectNode out) {
    out.put("id", account.id().toString())
        .put("host", account.address().host())
        .put("port", account.address().port())
        .put("secure", account.address().secure())
        .put("serverName", account.serverName())
        .put("hosted", account.hosted());
    if (account.key() != null) {
      out.put("key", account.key().text());
    }
    out.putObject("user")
        .put("id", account.user().id().toString())
        .put("name", account.user().name())
        .put("displayName", account.user().displayName());
  }

  private static SavedAccount read(JsonNode in) {
    JsonNode user = in.path("user");
    return new SavedAccount(
        new AccountId(UUID.fromString(text(in, "id"))),
        new ServerAddress(
            text(in, "host"), in.path("port").asInt(0), in.path("secure").asBoolean(false)),
        text(in, "serverName"),
        new UserSummary(
            new UserId(UUID.fromString(text(user, "id"))),
            text(user, "name"),
            text(user, "displayName")),
        in.path("hosted").asBoolean(false),
        in.path("key").isMissingNode() ? null : key(text(in, "key")));
  }

  /** An account whose key cannot be read is not signed in with: it would trust anybody. */
  private static ServerKey key(String text) {
    return ServerKey.parse(text).orElseThrow(() -> new IllegalArgumentException("no key: " + text));
  }

  private static String text(JsonNode in, String name) {
    JsonNode value = in.path(name);
    if (!value.isString()) {
      throw new IllegalArgumentException("no " + name);
    }
    return value.stringValue();
  }

  private static Opening refused(StorageRefusal.Reason reason, Path file, String detail) {
    return new Refused(new StorageRefusal(reason, file, detail));
  }
}
