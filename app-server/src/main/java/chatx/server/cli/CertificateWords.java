package chatx.server.cli;

import chatx.server.ServerConfig;
import chatx.server.text.OneLine;
import chatx.server.tls.CertificateCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a look at the certificate found, in the words of {@code doctor}. */
final class CertificateWords {
  private static final String CHECK = "certificate";

  /** Authorities that renew by themselves do so about a month before the end. */
  private static final Duration SOON = Duration.ofDays(14);

  private static final int NAMES_SHOWN = 4;
  private static final int LONGEST = 80;

  private final ServerConfig config;
  private final Map<String, String> environment;
  private final Instant now;

  /**
   * @param environment where the computer's name may stand
   */
  CertificateWords(ServerConfig config, Map<String, String> environment, Instant now) {
    this.config = config;
    this.environment = environment;
    this.now = now;
  }

  Finding finding() {
    if (!config.tls().on()) {
      return Finding.ok(CHECK, "none: tls is off, and a proxy in front has to encrypt");
    }
    return config
        .tls()
        .files()
        .map(files -> ofOperator(CertificateCheck.ofFiles(files.certificate(), files.key())))
        .orElseGet(() -> ofServer(CertificateCheck.ofOwnKey(keys())));
  }

  private Path keys() {
    return config.data().resolve("keys");
  }

  private static Finding ofServer(CertificateCheck.Result result) {
    return switch (result) {
      case CertificateCheck.NotYet _ ->
          Finding.ok(CHECK, "the server's own; it is made at the first start");
      case CertificateCheck.Found _ ->
          Finding.ok(CHECK, "the server's own; it is renewed by itself, with the same key");
      case CertificateCheck.Unusable(String why) ->
          Finding.fail(
              CHECK,
              why,
              "Put the file back from a backup: with another key nobody trusts this server.");
      case CertificateCheck.NotOfTheKey _ -> throw new IllegalStateException("one file, one key");
    };
  }

  private Finding ofOperator(CertificateCheck.Result result) {
    return switch (result) {
      case CertificateCheck.NotYet _ -> throw new IllegalStateException("the files are given");
      case CertificateCheck.Unusable(String why) ->
          Finding.fail(
              CHECK,
              why,
              "Correct tls-cert and tls-key; both are PEM files that this user may read.");
      case CertificateCheck.NotOfTheKey(Path certificate, Path key) ->
          Finding.fail(
              CHECK,
              "the key in %s is not the one of the first certificate in %s"
                  .formatted(key, certificate),
              "Set tls-key to the key that the certificate was made with, and put the server's own"
                  + " certificate first.");
      case CertificateCheck.Found found -> dated(found);
    };
  }

  private Finding dated(CertificateCheck.Found found) {
    if (now.isAfter(found.until())) {
      return Finding.fail(
          CHECK,
          "it ended on " + day(found.until()),
          "Renew it; a running server reads the files again by itself.");
    }
    if (now.isBefore(found.from())) {
      return Finding.fail(
          CHECK,
          "it begins only on " + day(found.from()),
          "Check this computer's clock; if it is right, use a certificate that has begun.");
    }
    if (now.plus(SOON).isAfter(found.until())) {
      return Finding.warn(
          CHECK,
          "it ends on %s, in %d days"
              .formatted(day(found.until()), Duration.between(now, found.until()).toDays()),
          "Renew it; a running server reads the files again by itself.");
    }
    return named(found);
  }

  /** Who knows the key does not mind; browsers, and whoever types the address, do. */
  private Finding named(CertificateCheck.Found found) {
    String names = words(found);
    Optional<String> meant = config.inviteHost().or(this::listening);
    if (meant.isPresent() && !found.isFor(meant.get())) {
      return Finding.warn(
          CHECK,
          "it is for %s, not for %s".formatted(names, meant.get()),
          "Use a certificate for " + meant.get() + ", or have invites.address say where it is.");
    }
    if (meant.isEmpty() && !found.isForThisComputer(environment)) {
      return Finding.warn(
          CHECK,
          "it is for %s, and invites lead to this computer's own addresses".formatted(names),
          "Set invites.address to the name that the certificate is for, with the port.");
    }
    return Finding.ok(CHECK, "it is for %s, until %s".formatted(names, day(found.until())));
  }

  /** The one address that it listens on; empty where it listens on all. */
  private Optional<String> listening() {
    ServerConfig.Listen listen = config.listen();
    return listen.address().filter(address -> !address.isAnyLocalAddress()).map(_ -> listen.host());
  }

  private static String words(CertificateCheck.Found found) {
    if (found.names().isEmpty()) {
      return "no name at all";
    }
    String shown =
        found.names().stream()
            .sorted()
            .limit(NAMES_SHOWN)
            .map(name -> OneLine.of(name, LONGEST))
            .collect(Collectors.joining(", "));
    int more = found.names().size() - NAMES_SHOWN;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }

  private static String day(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC).toLocalDate().toString();
  }
}
