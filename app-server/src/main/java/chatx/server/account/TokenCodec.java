package chatx.server.account;

import io.jsonwebtoken.io.AbstractDeserializer;
import io.jsonwebtoken.io.AbstractSerializer;
import io.jsonwebtoken.io.Deserializer;
import io.jsonwebtoken.io.Serializer;
import java.io.OutputStream;
import java.io.Reader;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON of JWTs for jjwt, strict: a token with two {@code sub} or with text behind its end is none.
 */
final class TokenCodec {
  private static final TypeReference<LinkedHashMap<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};

  private final JsonMapper json =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxDocumentLength(AccessTokens.LONGEST)
                          .maxNestingDepth(4)
                          .maxTokenCount(100)
                          .maxNumberLength(20)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  Serializer<Map<String, ?>> writer() {
    return new Writer(json);
  }

  Deserializer<Map<String, ?>> reader() {
    return new JsonReader(json);
  }

  private static final class Writer extends AbstractSerializer<Map<String, ?>> {
    private final JsonMapper json;

    Writer(JsonMapper json) {
      this.json = json;
    }

    @Override
    protected void doSerialize(Map<String, ?> claims, OutputStream out) {
      json.writeValue(out, claims);
    }
  }

  private static final class JsonReader extends AbstractDeserializer<Map<String, ?>> {
    private final JsonMapper json;

    JsonReader(JsonMapper json) {
      this.json = json;
    }

    @Override
    protected Map<String, ?> doDeserialize(Reader in) {
      return json.readValue(in, OBJECT);
    }
  }
}
