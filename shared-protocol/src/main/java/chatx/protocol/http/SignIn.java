package chatx.protocol.http;

import chatx.protocol.Doc;
import org.jspecify.annotations.Nullable;

@Doc("Body of POST /api/v1/sessions: a sign-in.")
public record SignIn(
    @Doc("The name of the account; case does not matter.") String name,
    @Doc("Its password.") String password,
    @Doc("What the person calls this device, shown in the list of sessions.")
        @Nullable String device,
    @Doc("What an earlier sign-in on this device gave; keeps a guesser elsewhere from slowing it.")
        @Nullable String deviceToken,
    @Doc("True for a browser: the tokens travel as HttpOnly cookies instead of in the answer.")
        @Nullable Boolean cookie) {
  @Override
  public String toString() {
    return "SignIn[name=" + name + "]";
  }
}
