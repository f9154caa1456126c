// SPDX-License-Identifier: MIT

package org.postroad.registry.distribution;

import java.net.InetAddress;
import java.time.Clock;
import java.util.Optional;
import org.postroad.protocol.dispatch.RequestRate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a {@link PublicApi} answers: each address only so often, nothing twice that it has. */
final class ApiAnswers implements Answers {
  private static final Logger LOG = LoggerFactory.getLogger(ApiAnswers.class);
  private static final int OK = 200;

  private final PublicApi api;
  private final RequestRate rate;
  private final Clock clock;

  ApiAnswers(PublicApi api, RequestRate rate, Clock clock) {
    this.api = api;
    this.rate = rate;
    this.clock = clock;
  }

  @Override
  public boolean concern(RequestHead request) {
    return !request.method().equals("POST") && api.concerns(request.path());
  }

  @Override
  public Answer answer(RequestHead request, byte[] posted, InetAddress caller) {
    if (!rate.admits(caller, clock.instant())) {
      return new Answer(ResponseHead.refusal(429), new byte[0]);
    }
    PublicAnswer answer;
    try {
      answer = api.get(request.path(), request.query());
    } catch (RuntimeException failure) {
      LOG.error("cannot answer {}", request.path(), failure);
      return new Answer(ResponseHead.refusal(500), new byte[0]);
    }
    EntityTag tag = EntityTag.of(answer.body());
    if (answer.status() == OK && request.has(tag)) {
      return new Answer(ResponseHead.unchanged(tag), new byte[0]);
    }
    var head =
        new ResponseHead(
            answer.status(),
            answer.body().length,
            answer.changing(),
            answer.type(),
            Optional.of(tag).filter(_ -> answer.status() == OK));
    return new Answer(head, request.method().equals("GET") ? answer.body() : new byte[0]);
  }
}
