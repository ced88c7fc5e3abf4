package chatx.lan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirewallRulesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp dport 8420 drop",
        "tcp dport 9000 reject with tcp reset",
        "udp dport { 5353, 8420 } drop",
        "ip daddr 224.0.0.251 drop",
        "ip daddr { 224.0.0.0/4, 239.255.84.20 } counter packets 3 bytes 9 drop",
        "meta pkttype multicast drop",
        "type filter hook input priority filter; policy drop;"
      })
  void aRuleInTheWayIsNamed(String rule) {
    assertThat(find("table inet filter {", "\tchain input {", "\t\t" + rule, "\t}", "}"))
        .containsExactly(rule);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp dport 8420 accept",
        "tcp dport 22 drop",
        "udp dport 18420 drop",
        "ct state invalid drop",
        "type filter hook forward priority filter; policy drop;",
        "type filter hook input priority filter; policy accept;"
      })
  void otherRulesAreNobodysBusiness(String rule) {
    assertThat(find(rule)).isEmpty();
  }

  @Test
  void whatDropsAllButLetsOurPortInIsFine() {
    assertThat(
            find(
                "type filter hook input priority filter; policy drop;",
                "tcp dport { 22, 9000 } accept"))
        .isEmpty();
  }

  private static List<String> find(String... rules) {
    return FirewallRules.find(List.of(rules), OptionalInt.of(9000));
  }
}
