package chatx.protocol.http;

import chatx.protocol.Doc;
import org.jspecify.annotations.Nullable;

@Doc("Body of POST /api/v1/accounts: a new account.")
public record Registration(
    @Doc("The unique name to sign in with, 1 to 32 characters.") String name,
    @Doc("At least 8 characters, at most 256; no other rule but that it is not a common one.")
        String password,
    @Doc("The name to show; absent: the same as the name.") @Nullable String displayName,
    @Doc("An address, for the server's operator.") @Nullable String email,
    @Doc(
            "The token of an invite: it is used up by one, and where registration is closed it"
                + " opens it if an administrator made it.")
        @Nullable String invite) {
  /** Without an invite. */
  public Registration(
      String name, String password, @Nullable String displayName, @Nullable String email) {
    this(name, password, displayName, email, null);
  }

  @Override
  public String toString() {
    return "Registration[name=" + name + "]";
  }
}
