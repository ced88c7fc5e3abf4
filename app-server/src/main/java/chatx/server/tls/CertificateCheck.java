package chatx.server.tls;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A look at what a server would show, which starts nothing and changes nothing. Any thread. */
public final class CertificateCheck {
  private CertificateCheck() {}

  /** What there is. */
  public sealed interface Result {}

  /** The server makes its own at the first start. */
  public record NotYet() implements Result {}

  /**
   * A file cannot be used.
   *
   * @param why names it, and the cause
   */
  public record Unusable(String why) implements Result {}

  /** Both can be read, but they do not belong together. */
  public record NotOfTheKey(Path certificate, Path key) implements Result {}

  /**
   * It can be shown.
   *
   * @param from not good before
   * @param until not good after
   * @param names the host names and literal addresses that it is for, in lower case
   */
  public record Found(Instant from, Instant until, Set<String> names) implements Result {
    public Found {
      names = Set.copyOf(names);
    }

    /** Whether it is for that host name or address; a star stands for one label (RFC 9525). */
    public boolean isFor(String host) {
      String name = canonical(host.toLowerCase(Locale.ROOT));
      int dot = name.indexOf('.');
      return names.contains(name) || (dot > 0 && names.contains("*" + name.substring(dot)));
    }

    /** Whether it is for anything by which this computer knows itself, loopback left out. */
    public boolean isForThisComputer(Map<String, String> environment) {
      LocalNames here = LocalNames.current(environment);
      return here.names().stream().anyMatch(name -> !name.equals("localhost") && isFor(name))
          || here.addresses().stream()
              .anyMatch(
                  address -> !InetAddress.ofLiteral(address).isLoopbackAddress() && isFor(address));
    }
  }

  /**
   * Of the server's own key.
   *
   * @param keys the folder where it lies
   */
  public static Result ofOwnKey(Path keys) {
    Path file = keys.resolve(OwnIdentity.KEY);
    if (Files.notExists(file)) {
      return new NotYet();
    }
    try {
      String text = Pem.read(file);
      X509Certificate first = Pem.certificates(text, file).getFirst();
      return Pem.belongTogether(Pem.key(text, file), first.getPublicKey())
          ? found(first)
          : new Unusable(file + " is damaged");
    } catch (TlsRefusedException unusable) {
      return new Unusable(String.valueOf(unusable.getMessage()));
    }
  }

  /** Of the operator's files. */
  public static Result ofFiles(Path certificate, Path key) {
    try {
      List<X509Certificate> chain = Pem.certificates(Pem.read(certificate), certificate);
      PrivateKey secret = Pem.key(Pem.read(key), key);
      X509Certificate first = chain.getFirst();
      return Pem.belongTogether(secret, first.getPublicKey())
          ? found(first)
          : new NotOfTheKey(certificate, key);
    } catch (TlsRefusedException unusable) {
      return new Unusable(String.valueOf(unusable.getMessage()));
    }
  }

  private static Found found(X509Certificate certificate) {
    LocalNames named = SelfSigned.namesOf(certificate);
    Set<String> names = new TreeSet<>();
    named.names().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    named.addresses().forEach(names::add);
    return new Found(
        certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant(), names);
  }

  /** An address in the one form that certificates are read into. */
  private static String canonical(String host) {
    try {
      return InetAddress.ofLiteral(host).getHostAddress();
    } catch (IllegalArgumentException name) {
      return host;
    }
  }
}
