package chatx.server.socket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerPortTest {

  @Test
  void textComesBack() throws Exception {
    try (TestPort port = TestPort.start(SocketSettings.defaults());
        RawSocket client = RawSocket.open(port.number(), "Sec-WebSocket-Protocol: chatx.v1")) {
      client.text("hello");
      assertThat(client.readText()).isEqualTo("hello");
    }
  }

  @Test
  void httpIsServedOnTheSamePort() throws Exception {
    try (TestPort port = TestPort.start(SocketSettings.defaults());
        RawSocket client = RawSocket.connect(port.number())) {
      client.send("POST /here HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi");
      assertThat(client.readResponse())
          .startsWith("HTTP/1.1 200 ")
          .contains("charset=UTF-8")
          .doesNotContainIgnoringCase("grizzly")
          .doesNotContain("Server:")
          .endsWith("POST /here virtual hi");
      client.send("GET /again HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(client.readResponse()).endsWith("GET /again virtual ");
    }
  }
}
