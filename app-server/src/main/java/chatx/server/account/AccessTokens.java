package chatx.server.account;

import chatx.protocol.SessionId;
import chatx.protocol.UserId;
import chatx.server.secret.SigningKey;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.JwsHeader;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens: JWTs (RFC 7519) signed with HMAC-SHA-512 and nothing else. Every claim is required
 * and checked here, because the library lets a token without {@code exp} and one with an unknown
 * {@code crit} pass. Immutable, thread-safe.
 */
final class AccessTokens {
  /** Longest token that is looked at, in characters; ours have about 450. */
  static final int LONGEST = 2048;

  private static final String ISSUER = "chatx";
  private static final String AUDIENCE = "chatx-api";
  private static final String HEADER_TYPE = "at+jwt";
  private static final String TYPE = "access";
  private static final Set<String> HEADER = Set.of("alg", "typ");
  private static final Set<String> CLAIMS =
      Set.of("iss", "aud", "jti", "sub", "sid", "typ", "iat", "exp");

  /** For clocks of several nodes that differ a little. */
  private static final Duration SKEW = Duration.ofSeconds(5);

  private final SecretKey key;
  private final Duration life;
  private final Clock clock;
  private final TokenCodec codec = new TokenCodec();
  private final JwtParser parser;

  /** What a token turned out to be. */
  sealed interface Reading {
    record Valid(UserId user, SessionId session) implements Reading {}

    /** Ours, but its time is over. */
    record Expired() implements Reading {}

    /**
     * Not one that this server gives out.
     *
     * @param why for the audit log; holds nothing of the token
     */
    record Forged(String why) implements Reading {}
  }

  AccessTokens(SigningKey signingKey, Duration life, Clock clock) {
    this.key = signingKey.key();
    this.life = life;
    this.clock = clock;
    this.parser =
        Jwts.parser()
            .json(codec.reader())
            .verifyWith(key)
            .sig()
            .clear()
            .add(Jwts.SIG.HS512)
            .and()
            .zip()
            .clear()
            .and()
            // Times are judged below; at this clock no exp has passed and every nbf is ahead.
            .clock(() -> Date.from(Instant.EPOCH))
            .build();
  }

  String issue(UserId user, SessionId session) {
    Instant now = clock.instant();
    return Jwts.builder()
        .json(codec.writer())
        .header()
        .type(HEADER_TYPE)
        .and()
        .issuer(ISSUER)
        .audience()
        .add(AUDIENCE)
        .and()
        .id(UUID.randomUUID().toString())
        .subject(user.toString())
        .claim("sid", session.toString())
        .claim("typ", TYPE)
        .issuedAt(Date.from(now))
        .expiration(Date.from(now.plus(life)))
        .signWith(key, Jwts.SIG.HS512)
        .compact();
  }

  Reading read(String token) {
    if (token.length() > LONGEST) {
      return new Reading.Forged("too long");
    }
    Jws<Claims> jws;
    try {
      jws = parser.parseSignedClaims(token);
    } catch (JwtException | IllegalArgumentException e) {
      return new Reading.Forged(e.getClass().getSimpleName());
    }
    try {
      return judge(jws.getHeader(), jws.getPayload());
    } catch (JwtException | IllegalArgumentException e) {
      return new Reading.Forged("a claim of another type");
    }
  }

  private Reading judge(JwsHeader header, Claims claims) {
    if (!header.keySet().equals(HEADER) || !HEADER_TYPE.equals(header.getType())) {
      return new Reading.Forged("another header");
    }
    if (!claims.keySet().equals(CLAIMS)) {
      return new Reading.Forged("other claims");
    }
    if (!ISSUER.equals(claims.getIssuer())
        || !Set.of(AUDIENCE).equals(claims.getAudience())
        || !TYPE.equals(claims.get("typ", String.class))) {
      return new Reading.Forged("another issuer, audience or type");
    }
    UUID user = uuid(claims.getSubject());
    UUID session = uuid(claims.get("sid", String.class));
    if (user == null || session == null || uuid(claims.getId()) == null) {
      return new Reading.Forged("not an id");
    }
    Instant issued = claims.getIssuedAt().toInstant();
    Instant expires = claims.getExpiration().toInstant();
    if (expires.isBefore(issued) || Duration.between(issued, expires).compareTo(life) > 0) {
      return new Reading.Forged("a life that is not given");
    }
    // A token from the future means that this clock was set back: a refresh helps there, too.
    Instant now = clock.instant();
    return !now.isBefore(expires.plus(SKEW)) || issued.isAfter(now.plus(SKEW))
        ? new Reading.Expired()
        : new Reading.Valid(new UserId(user), new SessionId(session));
  }

  private static @Nullable UUID uuid(@Nullable String text) {
    if (text == null || text.length() != 36) {
      return null;
    }
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
