package chatx.server.tls;

/** Where credentials come from, and whether they are still the newest. For one thread at a time. */
interface CredentialSource {
  Credentials current();

  /** Looks again; whether {@link #current} gives others now. Keeps the old ones where it fails. */
  boolean refresh();
}
