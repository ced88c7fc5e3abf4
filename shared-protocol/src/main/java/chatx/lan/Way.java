package chatx.lan;

/** How a server came to be known. */
public enum Way {
  MDNS,
  /** A packet of our own. */
  BEACON,
  /** It was known before, or somebody typed its address. */
  KNOWN,
  /** Somebody had the network searched address by address. */
  SCAN
}
