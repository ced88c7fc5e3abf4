package chatx.server.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What RFC 6455 and RFC 9112 ask of a server that is spoken to rightly and wrongly, over raw
 * sockets. The frame cases are sent in one piece and byte by byte.
 */
class ConformanceTest {

  private static final int LIMIT = 70_000;

  @TempDir static Path keys = Path.of("");

  private static TestPort port = unstarted();
  private static TestPort encrypted = unstarted();
  private static TlsTunnel tunnel = unopened();

  @BeforeAll
  static void start() throws IOException {
    SocketSettings settings =
        SocketSettings.builder()
            .maxFrameBytes(LIMIT)
            .maxBodyBytes(1000)
            .allowedOrigins(java.util.Set.of("https://Chat.Example", "http://10.0.0.7:8080"))
            .build();
    port = TestPort.start(settings);
    encrypted = TestPort.start(settings, TestTls.ofOwnKey(keys)::engine);
    tunnel = TlsTunnel.to(encrypted.number());
  }

  @AfterAll
  static void stop() throws IOException {
    port.close();
    tunnel.close();
    encrypted.close();
  }

  @SuppressWarnings("NullAway") // set before the first test
  private static TestPort unstarted() {
    return null;
  }

  @SuppressWarnings("NullAway") // set before the first test
  private static TlsTunnel unopened() {
    return null;
  }

  /** What to send and what has to come back. */
  interface Exchange {
    void run(int number) throws IOException;
  }

  record Case(String name, Exchange exchange) {
    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isAnsweredAsTheStandardsAsk(Case example) throws IOException {
    example.exchange().run(port.number());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("casesOfAnyScheme")
  void isAnsweredInTheSameWayThroughTls(Case example) throws IOException {
    example.exchange().run(tunnel.port());
  }

  /** Whether an origin is the server's own is another question when the scheme is another. */
  static List<Case> casesOfAnyScheme() {
    return cases().stream()
        .filter(example -> !example.name().matches("(?i)the origin '?https?://localhost:1'? .*"))
        .toList();
  }

  @Test
  void thereAreAtLeast150Cases() {
    assertThat(cases()).hasSizeGreaterThanOrEqualTo(150);
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    frames(cases);
    handshakes(cases);
    requests(cases);
    return cases;
  }

  private static void frames(List<Case> cases) {
    for (int length : new int[] {0, 1, 125, 126, 127, 128, 65_535, 65_536, LIMIT}) {
      echoes(cases, "a text of " + length + " bytes", "x".repeat(length));
    }
    for (String text : List.of("é", "€", "😀", "a\u0000b", "\uFEFF", "\uFFFF", "混ぜた text")) {
      echoes(cases, "the text " + text.codePoints().boxed().toList(), text);
    }
    for (int opcode : new int[] {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
      closes(cases, "opcode " + opcode, 1002, RawSocket.frame(0x80 | opcode, new byte[1]));
    }
    for (int bits : new int[] {0x40, 0x20, 0x10, 0x70}) {
      closes(cases, "reserved bits " + bits, 1002, RawSocket.frame(0x81 | bits, new byte[] {'a'}));
      closes(
          cases,
          "reserved bits " + bits + " in a ping",
          1002,
          RawSocket.frame(0x89 | bits, new byte[0]));
    }
    for (int opcode : new int[] {0x1, 0x2, 0x8, 0x9, 0xA}) {
      closes(
          cases,
          "opcode " + opcode + " without mask",
          1002,
          new byte[] {(byte) (0x80 | opcode), 2, 'h', 'i'});
    }
    for (int opcode : new int[] {0x8, 0x9, 0xA}) {
      closes(
          cases,
          "control " + opcode + " of 126 bytes",
          1002,
          RawSocket.frame(0x80 | opcode, new byte[126]));
      closes(
          cases, "control " + opcode + " in fragments", 1002, RawSocket.frame(opcode, new byte[1]));
    }
    for (int top : new int[] {0x80, 0xFF, 0xC0}) {
      closes(
          cases,
          "a length that begins with " + top,
          1002,
          new byte[] {(byte) 0x82, (byte) 0xFF, (byte) top, 0, 0, 0, 0x7F, -1, -1, -1, 1, 2, 3, 4});
    }
    for (long length : new long[] {LIMIT + 1, 1L << 31, (1L << 32) + 5, Long.MAX_VALUE}) {
      closes(cases, "a text announced with " + length, 1009, announced(0x81, length));
      closes(cases, "a binary announced with " + length, 1009, announced(0x82, length));
    }
    closes(
        cases,
        "125 bytes with a length of two bytes",
        1002,
        new byte[] {(byte) 0x81, (byte) 0xFE, 0, 125});
    closes(
        cases,
        "65535 bytes with a length of eight bytes",
        1002,
        new byte[] {(byte) 0x81, (byte) 0xFF, 0, 0, 0, 0, 0, 0, -1, -1});
    closes(cases, "a continuation of nothing", 1002, RawSocket.frame(0x80, bytes("x")));
    closes(cases, "an open continuation of nothing", 1002, RawSocket.frame(0x00, bytes("x")));
    closes(
        cases,
        "a text inside a fragmented text",
        1002,
        join(RawSocket.frame(0x01, bytes("a")), RawSocket.frame(0x81, bytes("b"))));
    closes(
        cases,
        "a binary inside a fragmented text",
        1002,
        join(RawSocket.frame(0x01, bytes("a")), RawSocket.frame(0x82, bytes("b"))));
    closes(
        cases,
        "a continuation after the end",
        1002,
        join(
            RawSocket.frame(0x01, bytes("a")),
            RawSocket.frame(0x80, bytes("b")),
            RawSocket.frame(0x80, bytes("c"))));
    closes(
        cases,
        "fragments that sum up over the limit",
        1009,
        join(
            RawSocket.frame(0x01, new byte[LIMIT / 2]),
            RawSocket.frame(0x00, new byte[LIMIT / 2]),
            RawSocket.frame(0x80, new byte[1])));
    for (String bad :
        List.of(
            "C0 80",
            "C1 BF",
            "E0 80 80",
            "ED A0 80",
            "ED BF BF",
            "F0 80 80 80",
            "F4 90 80 80",
            "F5 80 80 80",
            "FF",
            "FE",
            "80",
            "BF",
            "C2",
            "E2 82",
            "F0 9F 98",
            "61 C3 28",
            "E2 28 A1",
            "F8 88 80 80 80")) {
      closes(cases, "the bytes " + bad + " as text", 1007, RawSocket.frame(0x81, hex(bad)));
    }
    closes(
        cases,
        "bad UTF-8 in the second fragment",
        1007,
        join(RawSocket.frame(0x01, bytes("ok")), RawSocket.frame(0x80, hex("FF"))));
    sends(
        cases,
        "a character cut by fragments",
        join(RawSocket.frame(0x01, hex("E2 82")), RawSocket.frame(0x80, hex("AC"))),
        "€");
    sends(
        cases,
        "fragments with a ping between",
        join(
            RawSocket.frame(0x01, bytes("a")),
            RawSocket.frame(0x8A, bytes("p")),
            RawSocket.frame(0x00, bytes("b")),
            RawSocket.frame(0x80, bytes("c"))),
        "abc");
    sends(
        cases,
        "empty fragments",
        join(
            RawSocket.frame(0x01, new byte[0]),
            RawSocket.frame(0x00, new byte[0]),
            RawSocket.frame(0x80, new byte[0])),
        "");
    sends(
        cases,
        "three texts at once",
        join(
            RawSocket.frame(0x81, bytes("1")),
            RawSocket.frame(0x81, bytes("2")),
            RawSocket.frame(0x81, bytes("3"))),
        "1",
        "2",
        "3");
    sends(cases, "a binary message", RawSocket.frame(0x82, new byte[3]), "binary");
    sends(
        cases,
        "a fragmented binary message",
        join(RawSocket.frame(0x02, new byte[3]), RawSocket.frame(0x80, new byte[3])),
        "binary");
    sends(
        cases,
        "an unasked pong",
        join(RawSocket.frame(0x8A, bytes("x")), RawSocket.frame(0x81, bytes("y"))),
        "y");
    for (int length : new int[] {0, 1, 125}) {
      both(
          cases,
          "a ping of " + length + " bytes",
          RawSocket.frame(0x89, new byte[length]),
          client -> {
            RawSocket.Frame pong = client.read();
            assertThat(pong.opcode()).isEqualTo(10);
            assertThat(pong.text()).hasSize(length);
          });
    }
    for (int code :
        new int[] {1000, 1001, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999}) {
      closes(cases, "a close with " + code, code, RawSocket.frame(0x88, close(code, "bye")));
    }
    for (int code : new int[] {0, 999, 1004, 1005, 1006, 1012, 1013, 1015, 1016, 2999}) {
      closes(
          cases,
          "a close with the forbidden " + code,
          1002,
          RawSocket.frame(0x88, close(code, "")));
    }
    closes(cases, "a close with one byte", 1002, RawSocket.frame(0x88, new byte[1]));
    closes(cases, "a close without a code", 1000, RawSocket.frame(0x88, new byte[0]));
    closes(
        cases,
        "a text after a close is not answered",
        1000,
        join(RawSocket.frame(0x88, close(1000, "")), RawSocket.frame(0x81, bytes("late"))));
  }

  private static void handshakes(List<Case> cases) {
    String good = RawSocket.handshake(1);
    answers(cases, "a good handshake", 101, good);
    answers(cases, "upper-case header names", 101, good.replace("Upgrade:", "UPGRADE:"));
    answers(
        cases,
        "keep-alive, Upgrade",
        101,
        good.replace("Connection: Upgrade", "Connection: keep-alive, Upgrade"));
    answers(
        cases,
        "the sub-protocol chatx.v1",
        101,
        with(good, "Sec-WebSocket-Protocol: other, chatx.v1"));
    answers(cases, "no known sub-protocol", 400, with(good, "Sec-WebSocket-Protocol: chatx.v9"));
    answers(
        cases,
        "an offered extension is not taken",
        101,
        with(good, "Sec-WebSocket-Extensions: permessage-deflate"));
    answers(cases, "a query", 101, good.replace("/ws ", "/ws?a=b "));
    for (String method :
        List.of("POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "CONNECT", "BREW")) {
      answers(cases, "a handshake by " + method, 405, good.replace("GET ", method + " "));
    }
    answers(cases, "version 99", 426, good.replace("Version: 13", "Version: 99"));
    answers(cases, "version 8", 426, good.replace("Version: 13", "Version: 8"));
    answers(cases, "no version", 400, good.replace("Sec-WebSocket-Version: 13\r\n", ""));
    answers(cases, "two versions", 426, with(good, "Sec-WebSocket-Version: 13"));
    for (String key :
        List.of(
            "x",
            "",
            "dGhlIHNhbXBsZSBub25jZQ=",
            "dGhlIHNhbXBsZSBub25jZQ",
            "!!!!!!!!!!!!!!!!!!!!!!==",
            "dGhlIHNhbXBsZSBub25jZSBsb25nZXI=")) {
      answers(cases, "the key '" + key + "'", 400, good.replace("dGhlIHNhbXBsZSBub25jZQ==", key));
    }
    answers(cases, "two keys", 400, with(good, "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
    answers(
        cases, "no key", 400, good.replace("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", ""));
    answers(cases, "no Upgrade", 426, good.replace("Upgrade: websocket\r\n", ""));
    answers(cases, "an Upgrade to h2c", 400, good.replace("Upgrade: websocket", "Upgrade: h2c"));
    answers(
        cases,
        "an Upgrade to websocketX",
        400,
        good.replace("Upgrade: websocket", "Upgrade: websocketX"));
    answers(cases, "no Connection", 400, good.replace("Connection: Upgrade\r\n", ""));
    answers(
        cases,
        "Connection: NotUpgrade",
        400,
        good.replace("Connection: Upgrade", "Connection: NotUpgrade"));
    answers(cases, "HTTP/1.0", 400, good.replace("HTTP/1.1", "HTTP/1.0"));
    answers(cases, "a handshake with a body", 400, with(good, "Content-Length: 3") + "abc");
    answers(
        cases,
        "a handshake with a chunked body",
        400,
        with(good, "Transfer-Encoding: chunked") + "0\r\n\r\n");
    for (String origin :
        List.of(
            "http://localhost:1",
            "HTTP://LOCALHOST:1",
            "https://chat.example",
            "https://CHAT.EXAMPLE:443",
            "http://10.0.0.7:8080")) {
      answers(cases, "the origin " + origin, 101, with(good, "Origin: " + origin));
    }
    for (String origin :
        List.of(
            "null",
            "",
            "http://localhost",
            "http://localhost:2",
            "https://localhost:1",
            "http://localhost:1.evil.example",
            "http://localhost:1@evil.example",
            "http://evil.example",
            "https://chat.example.evil.example",
            "https://evilchat.example",
            "https://chat.example:444",
            "http://chat.example",
            "https://chat.example/",
            "http://10.0.0.7",
            "http://127.0.0.1:1",
            "http://[::1]:1",
            "file://",
            "https://chat.example https://evil.example",
            "https://chat.example, https://evil.example")) {
      answers(cases, "the origin '" + origin + "'", 403, with(good, "Origin: " + origin));
    }
    answers(
        cases,
        "two origins",
        400,
        with(good, "Origin: https://chat.example\r\nOrigin: https://chat.example"));
  }

  private static void requests(List<Case> cases) {
    String get = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";
    answers(cases, "a plain request", 200, get);
    answers(cases, "an empty line before the request", 200, "\r\n" + get);
    answers(cases, "HTTP/1.0 without Host", 200, "GET /a HTTP/1.0\r\n\r\n");
    answers(cases, "a path with UTF-8", 200, get.replace("/a", "/%C3%A9"));
    answers(cases, "a double encoding in the query", 200, get.replace("/a", "/a?q=%2525"));
    answers(cases, "no Host", 400, "GET /a HTTP/1.1\r\n\r\n");
    answers(cases, "two Hosts", 400, with(get, "Host: y"));
    for (String host : List.of("", "a b", "a/b", "a@b", "a:b", "[::1")) {
      answers(cases, "the Host '" + host + "'", 400, get.replace("Host: x", "Host: " + host));
    }
    for (String target :
        List.of(
            "/../a",
            "/a/..",
            "/a/./b",
            "/%2e%2e/a",
            "/%2E%2E/a",
            "/.%2e/a",
            "/a/%2e",
            "/%00",
            "/a%00b",
            "/a?x=%00",
            "/%252e%252e/a",
            "/%2fa",
            "/a%5cb",
            "/a\\b",
            "//a",
            "/%",
            "/%g0",
            "/%c0%ae",
            "/%ff",
            "/a#b",
            "a",
            "*",
            "http://x/a",
            "/%0d%0aX:y",
            "/a%7f",
            "/\u00e9")) {
      answers(cases, "the target " + target, 400, get.replace("/a ", target + " "));
    }
    for (String method : List.of("TRACE", "CONNECT", "BREW", "get", "PRI", "PROPFIND")) {
      answers(cases, "the method " + method, 405, get.replace("GET", method));
    }
    for (String version :
        List.of("HTTP/2.0", "HTTP/1.2", "HTTP/0.9", "http/1.1", "HTTP/1.10", "")) {
      answers(cases, "the version '" + version + "'", 400, get.replace("HTTP/1.1", version));
    }
    for (String line :
        List.of(
            "A : b",
            " folded: x",
            "A",
            ": x",
            "A\u0000: x",
            "A: x\u0000y",
            "A: x\ry",
            "A(: x",
            "\u00e9: x",
            "A: x\r\n\tfolded")) {
      answers(cases, "the header line '" + printable(line) + "'", 400, with(get, line));
    }
    answers(cases, "a space before the colon of the length", 400, with(get, "Content-Length : 0"));
    answers(cases, "lines that end in LF only", 400, get.replace("\r\n", "\n"));
    answers(cases, "too many words in the request line", 400, get.replace("/a", "/a b"));
    answers(cases, "a head of 16 KB and more", 431, with(get, "A: " + "x".repeat(17_000)));
    answers(cases, "a target of 16 KB and more", 431, get.replace("/a", "/" + "a".repeat(17_000)));
    answers(cases, "101 header lines", 431, with(get, "A: b\r\n".repeat(100) + "A: b"));
    String post = "POST /a HTTP/1.1\r\nHost: x\r\n";
    answers(cases, "a body", 200, post + "Content-Length: 2\r\n\r\nhi");
    answers(
        cases,
        "a body of the limit",
        200,
        post + "Content-Length: 1000\r\n\r\n" + "x".repeat(1000));
    answers(cases, "a body over the limit", 413, post + "Content-Length: 1001\r\n\r\n");
    answers(
        cases, "a body of 10^17 bytes", 413, post + "Content-Length: 100000000000000000\r\n\r\n");
    for (String length : List.of("-1", "+1", "1,1", "0x1", "1 1", "", "9999999999999999999")) {
      answers(
          cases,
          "the length '" + length + "'",
          400,
          post + "Content-Length: " + length + "\r\n\r\n");
    }
    answers(cases, "two lengths", 400, post + "Content-Length: 2\r\nContent-Length: 2\r\n\r\nhi");
    answers(
        cases,
        "length and chunks",
        400,
        post + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    answers(
        cases,
        "a chunked body",
        200,
        post + "Transfer-Encoding: chunked\r\n\r\n1\r\nh\r\n1;x=y\r\ni\r\n0\r\n\r\n");
    answers(
        cases,
        "chunks over the limit",
        413,
        post + "Transfer-Encoding: chunked\r\n\r\n1F4\r\n" + "x".repeat(500) + "\r\n1F5\r\n");
    for (String coding :
        List.of(
            "gzip", "chunked, chunked", "gzip, chunked", "identity", "xchunked", "chunked;q=1")) {
      answers(
          cases,
          "the coding " + coding,
          400,
          post + "Transfer-Encoding: " + coding + "\r\n\r\n0\r\n\r\n");
    }
    for (String chunk :
        List.of(
            "g\r\n",
            "\r\n",
            "-1\r\n",
            "0x1\r\n",
            "1\r\nab\r\n",
            "1\na\r\n",
            "FFFFFFFFF\r\n",
            "1;" + "x".repeat(100) + "\r\n",
            "0\r\nTrailer: x\r\n\r\n")) {
      answers(
          cases,
          "the chunk '" + printable(chunk) + "'",
          400,
          post + "Transfer-Encoding: chunked\r\n\r\n" + chunk);
    }
    answers(
        cases,
        "chunks in HTTP/1.0",
        400,
        "POST /a HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    answers(
        cases,
        "an upgrade elsewhere is not one",
        200,
        RawSocket.handshake(1).replace("/ws", "/other"));
    answers(cases, "a failure inside", 500, get.replace("/a", "/fails"));
    answers(cases, "an error page", 404, get.replace("/a", "/missing"));
    cases.add(
        new Case(
            "two requests at once are answered in order",
            number -> {
              try (RawSocket client = RawSocket.connect(number)) {
                client.send(get + get.replace("/a", "/b"));
                assertThat(client.readResponse()).endsWith("GET /a virtual ");
                assertThat(client.readResponse()).endsWith("GET /b virtual ");
              }
            }));
    cases.add(
        new Case(
            "a body that waits for 100 Continue",
            number -> {
              try (RawSocket client = RawSocket.connect(number)) {
                client.send(post + "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n");
                assertThat(client.readHead()).startsWith("HTTP/1.1 100 ");
                client.send("hi");
                assertThat(client.readResponse()).endsWith("POST /a virtual hi");
              }
            }));
  }

  private static void answers(List<Case> cases, String name, int status, String request) {
    cases.add(
        new Case(
            name + " → " + status,
            number -> {
              try (RawSocket client = RawSocket.connect(number)) {
                client.sendWhatIsTaken(request.getBytes(StandardCharsets.ISO_8859_1));
                String response = client.readResponse();
                assertThat(response).startsWith("HTTP/1.1 " + status + " ");
                assertThat(response)
                    .doesNotContainIgnoringCase("grizzly")
                    .doesNotContainIgnoringCase("tyrus")
                    .doesNotContain("Exception")
                    .doesNotContain("secret of the inside")
                    .doesNotContain("Server:");
                if (status >= 400 && !request.startsWith("HEAD ")) {
                  assertThat(response).contains("application/problem+json");
                }
                if (status == 426) {
                  assertThat(response).contains("Sec-WebSocket-Version: 13");
                }
              }
            }));
  }

  private static void echoes(List<Case> cases, String name, String text) {
    sends(cases, name, RawSocket.frame(0x81, bytes(text)), text);
  }

  private static void sends(List<Case> cases, String name, byte[] frames, String... answers) {
    both(
        cases,
        name + " is understood",
        frames,
        client -> {
          for (String answer : answers) {
            assertThat(client.readText()).isEqualTo(answer);
          }
        });
  }

  private static void closes(List<Case> cases, String name, int code, byte[] frames) {
    both(
        cases,
        name + " → " + code,
        frames,
        client -> {
          RawSocket.Frame close = client.readClose();
          assertThat(close.closeCode()).isEqualTo(code);
          if (code == 1009 && !name.startsWith("a close")) {
            assertThat(close.closeText()).contains(String.valueOf(LIMIT));
          }
          assertThat(client.isEnded()).isTrue();
        });
  }

  private interface Expectation {
    void check(RawSocket client) throws IOException;
  }

  private static void both(List<Case> cases, String name, byte[] frames, Expectation expected) {
    cases.add(
        new Case(
            name,
            number -> {
              try (RawSocket client = RawSocket.open(number)) {
                client.sendWhatIsTaken(frames);
                expected.check(client);
              }
            }));
    if (frames.length > 1000) {
      return;
    }
    cases.add(
        new Case(
            name + ", byte by byte",
            number -> {
              try (RawSocket client = RawSocket.open(number)) {
                for (byte b : frames) {
                  client.sendWhatIsTaken(new byte[] {b});
                }
                expected.check(client);
              }
            }));
    cases.add(
        new Case(
            name + ", together with the handshake",
            number -> {
              try (RawSocket client = RawSocket.connect(number)) {
                client.sendWhatIsTaken(
                    join(
                        RawSocket.handshake(number).getBytes(StandardCharsets.ISO_8859_1), frames));
                assertThat(client.readHead()).startsWith("HTTP/1.1 101 ");
                expected.check(client);
              }
            }));
  }

  private static String with(String request, String line) {
    return request.replaceFirst(
        "\r\n\r\n$", "\r\n" + java.util.regex.Matcher.quoteReplacement(line) + "\r\n\r\n");
  }

  private static String printable(String text) {
    return text.replace("\r", "CR")
        .replace("\n", "LF")
        .replace("\t", "TAB")
        .replace("\u0000", "NUL");
  }

  private static byte[] announced(int first, long length) {
    ByteBuffer header = ByteBuffer.allocate(14).put((byte) first);
    if (length <= 0xFFFF) {
      return header.put((byte) 0xFE).putShort((short) length).array();
    }
    return header.put((byte) 0xFF).putLong(length).putInt(7).array();
  }

  private static byte[] close(int code, String text) {
    return join(ByteBuffer.allocate(2).putShort((short) code).array(), bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] hex(String spaced) {
    return java.util.HexFormat.ofDelimiter(" ").parseHex(spaced);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
