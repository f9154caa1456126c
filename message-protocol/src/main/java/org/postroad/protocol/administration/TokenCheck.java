// SPDX-License-Identifier: MIT

package org.postroad.protocol.administration;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postroad.protocol.algorithm.DigestAlgorithm;

/**
 * Knows callers by the tokens they show (E02). What it knows of tokens is at most a minute old, so
 * that a token that was revoked on another node is refused here within that time (F14); a token
 * that it does not know it looks for once more.
 */
public final class TokenCheck {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Pattern HEADER =
      Pattern.compile("X-Road-ApiKey +token=([0-9a-fA-F-]{36})", Pattern.CASE_INSENSITIVE);

  private final Supplier<List<ApiToken>> source;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private Map<String, ApiToken> known = Map.of();

  @GuardedBy("lock")
  private Instant readAt = Instant.EPOCH;

  public TokenCheck(Supplier<List<ApiToken>> source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  /** What is kept of a token: SHA-256 in hexadecimal, unsalted since it is random (E03). */
  public static String hash(String token) {
    return HexFormat.of().formatHex(DigestAlgorithm.SHA256.digest(token.getBytes(UTF_8)).value());
  }

  /** Who shows this header; nobody if it is not that of a known token. */
  Optional<Caller> caller(String authorization) {
    Matcher header = HEADER.matcher(authorization.strip());
    if (!header.matches()) {
      return Optional.empty();
    }
    return find(hash(header.group(1))).map(token -> new Caller(token.owner(), token.roles()));
  }

  /** Has the tokens read again before anybody is let in. */
  public void forget() {
    lock.lock();
    try {
      readAt = Instant.EPOCH;
    } finally {
      lock.unlock();
    }
  }

  private Optional<ApiToken> find(String hash) {
    lock.lock();
    try {
      if (!known.containsKey(hash) || clock.instant().isAfter(readAt.plus(LONGEST))) {
        read();
      }
      return Optional.ofNullable(known.get(hash));
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void read() {
    var byHash = new HashMap<String, ApiToken>();
    source.get().forEach(token -> byHash.put(token.hash(), token));
    known = byHash;
    readAt = clock.instant();
  }
}
