package chatx.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import chatx.protocol.Problem;
import chatx.protocol.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every kind of bad JSON that a client can send, and the whole answer to it. */
class MalformedCommandTest {
  private static final String ROOM = "0198f2a4-7c1e-7d3a-9b55-2f6c1e0a4b7d";
  private static final String KEY = "0198f2a4-8000-7000-8000-000000000001";
  private static final String BAD_ID =
      "A frame needs an id: a whole number from 1 to 9007199254740991.";
  private static final String BAD_ROOM =
      "The field data.room should be an id: a UUID such as 0198f2a4-7c1e-7d3a-9b55-2f6c1e0a4b7d.";

  private final FrameCodec codec = new FrameCodec();
  private final List<Case> cases = new ArrayList<>();

  private record Case(
      String name, String text, ProblemCode code, long id, @Nullable String field, String says) {}

  private void bad(String name, String text, long id, @Nullable String field, String says) {
    cases.add(new Case(name, text, ProblemCode.BAD_MESSAGE, id, field, says));
  }

  @TestFactory
  Stream<DynamicTest> everyBadFrameIsAnsweredWithItsFieldAndASentence() {
    textsThatAreNotJson();
    framesWithoutTheirThreeParts();
    fieldsOfTheWrongType();
    tooMuch();
    return cases.stream().map(c -> DynamicTest.dynamicTest(c.name, () -> check(c)));
  }

  private void check(Case c) {
    assertThat(codec.decodeCommand(c.text))
        .isEqualTo(
            new DecodedCommand.Invalid(c.id, new Problem(c.code, c.says, c.field, null, null)));
    assertThat(c.says)
        .as("a sentence for people")
        .matches("[A-Z].*\\.")
        .doesNotContainIgnoringCase("java", "jackson", "exception", "class", "token", "chatx.p");
  }

  private void textsThatAreNotJson() {
    bad("words", "hello", 0, null, "This is not JSON, at character 5.");
    bad("cut off", "{\"id\":7,\"type\":\"room.mi", 7, "type", "This is not JSON, at character 23.");
    bad("single quotes", "{'id':1}", 0, null, "This is not JSON, at character 2.");
    bad("comment", "/* */{\"id\":1}", 0, null, "This is not JSON, at character 1.");
    bad("trailing comma", "{\"id\":1,}", 1, "id", "This is not JSON, at character 9.");
    bad("leading zero", "{\"id\":01}", 0, "id", "This is not JSON, at character 7.");
    bad("byte order mark", "\uFEFF{\"id\":1}", 0, null, "This is not JSON, at character 1.");
    bad(
        "raw newline in text",
        send("\"a\nb\""),
        3,
        "data.body",
        "This is not JSON, at character 145.");
    bad("unknown escape", send("\"\\x41\""), 3, "data.body", "This is not JSON, at character 145.");
    bad("NaN", send("NaN"), 3, "data.body", "This is not JSON, at character 145.");
    bad("Infinity", send("-Infinity"), 3, "data.body", "This is not JSON, at character 151.");
    bad(
        "text after the end",
        send("\"hi\"") + " oops",
        3,
        null,
        "The frame goes on after its end, at character 153.");
    bad(
        "a second frame",
        "{\"id\":1,\"type\":\"room.mine\"}{}",
        1,
        null,
        "The frame goes on after its end, at character 28.");
    bad(
        "duplicate key in the frame",
        "{\"id\":4,\"type\":\"room.mine\",\"type\":\"session.ping\"}",
        4,
        "type",
        "The field type is there twice.");
    bad(
        "duplicate key in the data",
        "{\"id\":4,\"type\":\"room.open\",\"data\":{\"room\":1,\"room\":2}}",
        4,
        "data.room",
        "The field data.room is there twice.");
    bad(
        "duplicate key in a list",
        "{\"id\":4,\"data\":{\"rooms\":[{},{\"a\":1,\"a\":1}]}}",
        4,
        "data.rooms[1].a",
        "The field data.rooms[1].a is there twice.");
    bad(
        "duplicate key that is not shown again",
        "{\"id\":4,\"data\":{\"\\u202e\":1,\"\\u202e\":1}}",
        4,
        "data",
        "The field data has a field twice.");
  }

  private void framesWithoutTheirThreeParts() {
    String shape = "A frame is a JSON object with id, type and data.";
    bad("nothing", "", 0, null, shape);
    bad("blanks", " \n", 0, null, shape);
    bad("null", "null", 0, null, shape);
    bad("a number", "7", 0, null, shape);
    bad("a text", "\"room.mine\"", 0, null, shape);
    bad("a list", "[{\"id\":1,\"type\":\"room.mine\"}]", 0, null, shape);
    bad("no id", "{\"type\":\"room.mine\"}", 0, "id", BAD_ID);
    for (String id :
        List.of(
            "null",
            "\"1\"",
            "0",
            "-1",
            "1.0",
            "1e0",
            "1e1000000000",
            "true",
            "[1]",
            "{}",
            "9007199254740992",
            "9223372036854775808",
            "99999999999999999999999999999999")) {
      bad("id " + id, "{\"id\":" + id + ",\"type\":\"room.mine\"}", 0, "id", BAD_ID);
    }
    String type = "A frame needs a type: the name of a command.";
    bad("no type", "{\"id\":5}", 5, "type", type);
    bad("type null", "{\"id\":5,\"type\":null}", 5, "type", type);
    bad("type a number", "{\"id\":5,\"type\":5}", 5, "type", type);
    for (String name :
        List.of("", "room.explode", "ROOM.MINE", "room.mine ", "done", "message.posted", "Ping")) {
      cases.add(
          new Case(
              "unknown type '" + name + "'",
              "{\"id\":5,\"type\":\"" + name + "\",\"data\":{}}",
              ProblemCode.UNSUPPORTED,
              5,
              "type",
              "This server does not know that command."));
    }
    for (String data : List.of("[]", "\"x\"", "1", "true")) {
      bad(
          "data " + data,
          "{\"id\":5,\"type\":\"room.mine\",\"data\":" + data + "}",
          5,
          "data",
          "The data of a command is a JSON object.");
    }
  }

  private void fieldsOfTheWrongType() {
    data("missing", "room.open", "{}", "room", "is missing.");
    data("no data at all", "room.open", "null", "room", "is missing.");
    data("null", "room.open", "{\"room\":null}", "room", "is missing.");
    data("missing number", "room.resume", room(""), "afterSeq", "is missing.");
    data("null number", "room.resume", room(",\"afterSeq\":null"), "afterSeq", "is missing.");
    data("missing in a list", "session.resume", "{\"rooms\":[{}]}", "rooms[0].room", "is missing.");
    data("null in a list", "session.resume", "{\"rooms\":[null]}", "rooms[0]", "is missing.");
    data(
        "null in an optional list",
        "message.history",
        room(",\"filter\":{\"kinds\":[\"message\",null]}"),
        "filter.kinds[1]",
        "is missing.");
    for (String text : List.of("1", "1.5", "true", "[]", "[\"hi\"]", "{}", "{\"a\":\"b\"}")) {
      bad(text + " for text", send(text), 3, "data.body", "The field data.body should be text.");
    }
    for (String number :
        List.of("\"1\"", "\"\"", "1.0", "1e3", "true", "[1]", "{}", "9223372036854775808")) {
      data(
          number + " for a whole number",
          "room.resume",
          room(",\"afterSeq\":" + number),
          "afterSeq",
          "should be a whole number in range.");
    }
    for (String number : List.of("\"1\"", "\"\"", "1.0", "1e1000000000", "2147483648", "false")) {
      data(
          number + " for an optional whole number",
          "room.list",
          "{\"limit\":" + number + "}",
          "limit",
          "should be a whole number in range.");
    }
    for (String role : List.of("\"king\"", "\"OWNER\"", "\"\"", "0", "true", "[\"owner\"]", "{}")) {
      data(
          role + " for a role",
          "member.set_role",
          room(",\"user\":\"" + ROOM + "\",\"role\":" + role),
          "role",
          "should be one of owner, moderator, member.");
    }
    for (String id :
        List.of(
            "1",
            "true",
            "[]",
            "{}",
            "\"\"",
            "\"lobby\"",
            "\"1-1-1-1-1\"",
            "\"0198f2a47c1e7d3a9b552f6c1e0a4b7d\"",
            "\"{0198f2a4-7c1e-7d3a-9b55-2f6c1e0a4b}\"",
            "\"+198f2a4-7c1e-7d3a-9b55-2f6c1e0a4b7d\"",
            "\"0198f2a47-c1e-7d3a-9b55-2f6c1e0a4b7d\"",
            "\" 198f2a4-7c1e-7d3a-9b55-2f6c1e0a4b7d\"",
            "\"0198f2a4-7c1e-7d3a-9b55-2f6c1e0a4b7d \"")) {
      bad(
          id + " for an id",
          "{\"id\":2,\"type\":\"room.open\",\"data\":{\"room\":" + id + "}}",
          2,
          "data.room",
          BAD_ROOM);
    }
    for (String time :
        List.of(
            "1",
            "\"\"",
            "\"1769860800\"",
            "\"2026-01-31\"",
            "\"2026-02-30T12:00:00Z\"",
            "\"2026-01-31T12:00:00\"",
            "\"2026-01-31T12:00:00+02:00\"",
            "\"+999999999-01-31T12:00:00Z\"",
            "\"-0001-01-31T12:00:00Z\"",
            "\"2026-01-31t12:00:00z\"")) {
      data(
          time + " for a time",
          "message.history",
          room(",\"filter\":{\"from\":" + time + "}"),
          "filter.from",
          "should be a time in UTC such as 2026-01-31T12:00:00Z.");
    }
    for (String filter : List.of("\"\"", "\"x\"", "1", "[]")) {
      data(
          filter + " for an object",
          "message.history",
          room(",\"filter\":" + filter),
          "filter",
          "should be an object.");
    }
    for (String list : List.of("\"\"", "\"message\"", "1", "{}")) {
      data(
          list + " for a list",
          "message.history",
          room(",\"filter\":{\"kinds\":" + list + "}"),
          "filter.kinds",
          "should be a list.");
    }
  }

  private void tooMuch() {
    bad(
        "nested too deep",
        "{\"id\":6,\"data\":{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}}",
        6,
        "data.a" + "[0]".repeat(30),
        "The field data.a" + "[0]".repeat(30) + " is nested deeper than 32 levels.");
    bad(
        "a bomb of brackets",
        "[".repeat(500_000),
        0,
        "[0]".repeat(32),
        "The field " + "[0]".repeat(32) + " is nested deeper than 32 levels.");
    bad(
        "too long a text",
        send("\"" + "x".repeat(65_537) + "\""),
        3,
        "data.body",
        "The field data.body is longer than 65536 characters.");
    bad(
        "too long a number",
        send("9".repeat(40)),
        3,
        "data.body",
        "The field data.body has more than 32 digits.");
    bad(
        "too long an id",
        "{\"id\":" + "1".repeat(1_000) + "}",
        0,
        "id",
        "The field id has more than 32 digits.");
    bad(
        "too many values",
        "{\"id\":6,\"data\":{\"rooms\":[0" + ",0".repeat(20_000) + "]}}",
        6,
        null,
        "The frame has too much in it.");
    bad(
        "too long a frame",
        "{\"id\":6,\"pad\":[\"\"" + (",\"" + "x".repeat(60_000) + "\"").repeat(18) + "]}",
        6,
        null,
        "The frame is longer than 1048576 characters.");
  }

  private void data(String name, String type, String data, String field, String predicate) {
    bad(
        type + " " + name,
        "{\"id\":2,\"type\":\"" + type + "\",\"data\":" + data + "}",
        2,
        "data." + field,
        "The field data." + field + " " + predicate);
  }

  private static String room(String more) {
    return "{\"room\":\"" + ROOM + "\"" + more + "}";
  }

  private static String send(String body) {
    return "{\"id\":3,\"type\":\"message.send\",\"data\":{\"room\":\""
        + ROOM
        + "\",\"clientKey\":\""
        + KEY
        + "\",\"body\":"
        + body
        + "}}";
  }

  @Test
  void anEscapedLoneSurrogatePassesAndIsLeftToTheRulesForText() {
    assertThat(codec.decodeCommand(send("\"\\ud83d\\u0000\"")))
        .isInstanceOf(DecodedCommand.Valid.class)
        .asString()
        .contains("body=\ud83d\u0000");
  }
}
