package chatx.server.limit;

/** What is limited, and by what it is counted. */
public enum LimitKind {
  /** Messages of one user over all connections and reconnects. */
  MESSAGES_PER_USER,
  /** Frames of one connection. */
  COMMANDS_PER_CONNECTION,
  /** Commands of one user over all connections. */
  COMMANDS_PER_USER,
  /** HTTP requests of one address. */
  REQUESTS_PER_ADDRESS,
  /** Sign-ins of one address, to whatever account. */
  SIGN_INS_PER_ADDRESS,
  /** Sign-ins to one account from one address. */
  SIGN_INS_PER_ACCOUNT_AND_ADDRESS,
  /** Sign-ins to one account from everywhere but the devices that it knows. */
  SIGN_INS_PER_ACCOUNT,
  /** Sign-ins to one account from one device that it knows. */
  SIGN_INS_PER_DEVICE,
  /** Refresh tokens of one address that are no good any more: so many are recorded. */
  DEAD_TOKENS_PER_ADDRESS,
  /** New accounts of one address. */
  REGISTRATIONS_PER_ADDRESS,
  /** Password changes and other checks of the own password. */
  PASSWORD_CHECKS_PER_USER,
  /** Passwords tried by one user on one room. */
  ROOM_PASSWORDS_PER_USER_AND_ROOM,
  /** Passwords tried by everybody on one room. */
  ROOM_PASSWORDS_PER_ROOM,
  /** Passwords tried by one address on whatever room. */
  ROOM_PASSWORDS_PER_ADDRESS,
  /** Tokens of one address that no invite has. */
  INVITES_PER_ADDRESS,
  /** Rooms created by one user. */
  ROOMS_PER_USER
}
