package chatx.protocol.http;

import chatx.protocol.Doc;

@Doc("Body of PUT /api/v1/account/password; ends all other sessions.")
public record PasswordChange(
    @Doc("The password until now.") String currentPassword,
    @Doc("The password from now on.") String newPassword) {
  @Override
  public String toString() {
    return "PasswordChange[]";
  }
}
