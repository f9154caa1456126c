// SPDX-License-Identifier: MIT
package org.postroad.securityserver.acme;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Certificate;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.OrderBuilder;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.connector.Resource;
import org.shredzone.acme4j.exception.AcmeServerException;

/**
 * Brings an order to its certificate: ordered, proven by HTTP-01 and nothing else, finalised,
 * downloaded (C82). Wherever it was broken off, it goes on from what the authority says of it.
 */
final class Ordering {
  private static final Duration LIFETIME = Duration.ofDays(365);
  private static final String THE_ORDER = "the order";

  private final Challenges challenges;
  private final Polling polling;
  private final Clock clock;

  Ordering(Challenges challenges, Polling polling, Clock clock) {
    this.challenges = challenges;
    this.polling = polling;
    this.clock = clock;
  }

  /**
   * What is ordered.
   *
   * @param location of the order, where there is one
   * @param replaced by the new certificate
   * @param located is told where the order is, before anything is done for it
   */
  record Wanted(
      String domain,
      byte[] request,
      Optional<URI> location,
      Optional<X509Certificate> replaced,
      Consumer<URI> located) {}

  /**
   * Orders, or goes on with what was ordered.
   *
   * @throws OrderLost when nothing can come of this order any more
   * @throws Fault when it may go on later
   */
  X509Certificate run(Login login, Wanted wanted) {
    Order order =
        wanted.location().isPresent() ? known(login, wanted.location().get()) : made(login, wanted);
    Set<String> tokens = new HashSet<>();
    try {
      requireAlive(order);
      if (order.getStatus() == Status.PENDING) {
        prove(order, tokens);
        var _ = await(order, Status.READY, Status.PROCESSING, Status.VALID);
      }
      if (order.getStatus() == Status.READY) {
        AcmeCall.tell("the certificate", () -> order.execute(wanted.request()));
      }
      var _ = await(order, Status.VALID);
      Certificate certificate = order.getCertificate();
      AcmeCall.tell("the certificate", certificate::download);
      return certificate.getCertificate();
    } finally {
      tokens.forEach(challenges::remove);
    }
  }

  private static Order known(Login login, URI location) {
    Order order = login.bindOrder(url(location));
    return AcmeCall.ask(
        THE_ORDER,
        () -> {
          try {
            var _ = order.fetch();
            return order;
          } catch (AcmeServerException refusal) {
            throw new OrderLost("The authority does not know the order any more: " + refusal);
          }
        });
  }

  private Order made(Login login, Wanted wanted) {
    Order order =
        AcmeCall.ask(
            THE_ORDER,
            () -> {
              try {
                return builder(login, wanted, replaceable(login, wanted)).create();
              } catch (AcmeServerException refusal) {
                if (AcmeCall.said(refusal, "alreadyReplaced")) {
                  return builder(login, wanted, Optional.empty()).create();
                }
                throw refusal;
              }
            });
    wanted.located().accept(URI.create(order.getLocation().toString()));
    return order;
  }

  private OrderBuilder builder(Login login, Wanted wanted, Optional<X509Certificate> replaced) {
    OrderBuilder builder =
        login.newOrder().domain(wanted.domain()).notAfter(clock.instant().plus(LIFETIME));
    replaced.ifPresent(builder::replaces);
    return builder;
  }

  /** Authorities without renewal information do not want to hear of it. */
  private static Optional<X509Certificate> replaceable(Login login, Wanted wanted) {
    boolean told =
        AcmeCall.ask(
            THE_ORDER,
            () -> login.getSession().resourceUrlOptional(Resource.RENEWAL_INFO).isPresent());
    return wanted.replaced().filter(certificate -> told && RenewalTimes.isNamed(certificate));
  }

  private void prove(Order order, Set<String> tokens) {
    for (Authorization authorization : order.getAuthorizations()) {
      Status status = AcmeCall.ask("an authorization", authorization::getStatus);
      if (status == Status.PENDING) {
        answer(authorization, tokens);
      }
    }
  }

  private void answer(Authorization authorization, Set<String> tokens) {
    Http01Challenge challenge =
        authorization
            .findChallenge(Http01Challenge.class)
            .orElseThrow(() -> new OrderLost("The authority offers no proof by HTTP (http-01)"));
    tokens.add(challenge.getToken());
    challenges.put(challenge.getToken(), challenge.getAuthorization());
    if (challenge.getStatus() == Status.PENDING) {
      AcmeCall.tell("a look at the proof", challenge::trigger);
    }
    Status status =
        polling.until(
            "the proof",
            authorization,
            authorization::getStatus,
            Set.of(Status.VALID, Status.INVALID, Status.EXPIRED, Status.REVOKED));
    if (status != Status.VALID) {
      throw new OrderLost(
          "The authority did not find the proof at %s: %s"
              .formatted(
                  authorization.getIdentifier().getValue(),
                  authorization
                      .findChallenge(Http01Challenge.class)
                      .flatMap(Http01Challenge::getError)
                      .map(Problem::toString)
                      .orElse("it did not say why")));
    }
  }

  private Status await(Order order, Status... reached) {
    Set<Status> states = new HashSet<>(Set.of(reached));
    states.add(Status.INVALID);
    Status status = polling.until(THE_ORDER, order, order::getStatus, states);
    requireAlive(order);
    return status;
  }

  private static void requireAlive(Order order) {
    if (order.getStatus() == Status.INVALID) {
      throw new OrderLost(
          "The authority gave the order up: "
              + order.getError().map(Problem::toString).orElse("it did not say why"));
    }
  }

  private static URL url(URI location) {
    try {
      return location.toURL();
    } catch (MalformedURLException e) {
      throw new Fault(FaultCode.INVALID_REQUEST, "An order is at " + location, e);
    }
  }
}
