// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.certificate.TimestampRequest;
import org.postroad.protocol.certificate.TimestampToken;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.testing.TestAuthority;

class TimestampAuthoritiesTest {
  private static final URI FIRST = URI.create("http://first.example/tsa");
  private static final URI SECOND = URI.create("http://second.example/tsa");
  private static final Digest IMPRINT = Fixtures.sha512(Fixtures.utf8("what is stamped"));

  private final TestAuthority authority = TestAuthority.create();
  private final List<URI> asked = new ArrayList<>();

  private TimestampAuthorities service(TimestampAuthorities.Post post) {
    return new TimestampAuthorities(
        () -> List.of(FIRST, SECOND),
        authority::trust,
        (url, contentType, body, limit) -> {
          asked.add(url);
          assertEquals("application/timestamp-query", contentType);
          assertArrayEquals(TimestampRequest.of(IMPRINT), body);
          assertEquals(64 * 1024, limit);
          return post.post(url, contentType, body, limit);
        },
        Clock.fixed(TestAuthority.NOW, ZoneOffset.UTC));
  }

  private byte[] answer() {
    return authority.timestampResponse(IMPRINT, TestAuthority.NOW);
  }

  @Test
  void theFirstServiceThatAnswersIsEnough() {
    TimestampToken token =
        TimestampToken.parse(service((url, type, body, limit) -> answer()).stamp(IMPRINT));
    assertEquals(authority.timestampAuthority(), token.verify(IMPRINT, authority.trust()));
    assertEquals(List.of(FIRST), asked);
  }

  @Test
  void theNextIsAskedWhenOneIsDownOrAnswersNonsense() {
    for (TimestampAuthorities.Post first : failures()) {
      asked.clear();
      TimestampAuthorities service =
          service((url, type, body, limit) ->
              url.equals(FIRST) ? first.post(url, type, body, limit) : answer());
      TimestampToken.parse(service.stamp(IMPRINT)).verify(IMPRINT, authority.trust());
      assertEquals(List.of(FIRST, SECOND), asked);
    }
  }

  private List<TimestampAuthorities.Post> failures() {
    TestAuthority stranger = TestAuthority.create("Stranger");
    return List.of(
        (url, type, body, limit) -> {
          throw new IOException("connection refused");
        },
        (url, type, body, limit) -> new byte[0],
        (url, type, body, limit) -> Fixtures.utf8("<html>"),
        (url, type, body, limit) ->
            authority.timestampResponse(Fixtures.sha512(body), TestAuthority.NOW),
        (url, type, body, limit) ->
            authority.timestampResponse(IMPRINT, TestAuthority.NOW.minus(Duration.ofDays(1))),
        (url, type, body, limit) -> stranger.timestampResponse(IMPRINT, TestAuthority.NOW));
  }

  @Test
  void whenNoneAnswersTheFaultNamesTheLast() {
    TimestampAuthorities service =
        service((url, type, body, limit) -> {
          throw new IOException("connection refused");
        });
    Fault refused = assertThrows(Fault.class, () -> service.stamp(IMPRINT));
    assertEquals(List.of(FaultCode.TIMESTAMPING_FAILED), refused.path());
    assertTrue(refused.text().contains(SECOND + ": connection refused"), refused.text());
  }

  @Test
  void withoutAnyServiceItIsNotConfigured() {
    TimestampAuthorities service =
        new TimestampAuthorities(
            List::of, authority::trust, (url, type, body, limit) -> new byte[0], Clock.systemUTC());
    assertFalse(service.isConfigured());
    assertThrows(Fault.class, () -> service.stamp(IMPRINT));
  }
}
