package chatx.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A page for browsers, whole in itself.
 *
 * @param policy its Content-Security-Policy: nothing but the one style and the one script that
 *     stand in it
 */
record Page(String html, String policy) {
  /** The page at {@code /i}, which explains an invite. */
  static Page ofInvites() {
    try (InputStream in = Page.class.getResourceAsStream("invite.html")) {
      if (in == null) {
        throw new IllegalStateException("invite.html is missing");
      }
      String html = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Page(
          html,
          "default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
              .formatted(hash(html, "style"), hash(html, "script")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(String html, String tag) {
    int start = html.indexOf("<" + tag + ">") + tag.length() + 2;
    String inside = html.substring(start, html.indexOf("</" + tag + ">", start));
    try {
      return "sha256-"
          + Base64.getEncoder()
              .encodeToString(
                  MessageDigest.getInstance("SHA-256")
                      .digest(inside.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
