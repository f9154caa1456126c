// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.postroad.registry.publication.Alert;
import org.postroad.registry.publication.Alert.KeyProblem;
import org.postroad.registry.publication.ConfigurationSource;
import org.postroad.registry.publication.PublicationSettings;
import org.postroad.registry.publication.PublicationStatus;

/** Looks for what keeps the registry from publishing (E47); changes nothing. */
record FindAlerts(
    AcceptChange acceptChange,
    SigningToken token,
    Supplier<PublicationStatus> status,
    Supplier<PublicationSettings> settings,
    Clock clock) {

  /** Nothing if all is well; only that the token is broken if it is. */
  List<Alert> now() {
    if (!token.isReadable()) {
      return List.of(Alert.SIGNER_ERROR);
    }
    PublicationSettings inForce = settings.get();
    var alerts = new ArrayList<Alert>();
    generation(inForce).ifPresent(alerts::add);
    key(ConfigurationSource.INTERNAL, inForce).ifPresent(alerts::add);
    if (inForce.federated()) {
      key(ConfigurationSource.EXTERNAL, inForce).ifPresent(alerts::add);
    }
    return List.copyOf(alerts);
  }

  private Optional<Alert> generation(PublicationSettings inForce) {
    PublicationStatus last = status.get();
    if (last.lastRun().isEmpty()) {
      return Optional.of(Alert.NEVER_PUBLISHED);
    }
    if (last.failingSince().isPresent()) {
      return last.failingSince().map(Alert::failingSince);
    }
    Instant expires = last.lastRun().get().plus(inForce.expiry());
    return clock.instant().isAfter(expires) ? Optional.of(Alert.EXPIRED) : Optional.empty();
  }

  private Optional<Alert> key(ConfigurationSource source, PublicationSettings inForce) {
    return problem(source, inForce.node()).map(problem -> Alert.ofKey(source, problem));
  }

  private Optional<KeyProblem> problem(ConfigurationSource source, String node) {
    var active = acceptChange.snapshot().node(node).keys(source).active();
    if (active.isEmpty()) {
      return Optional.of(KeyProblem.MISSING);
    }
    if (!token.isThere()) {
      return Optional.of(KeyProblem.TOKEN_NOT_FOUND);
    }
    if (!token.isActive()) {
      return Optional.of(KeyProblem.TOKEN_NOT_ACTIVE);
    }
    return token.key(active.get().keyId()).isEmpty()
        ? Optional.of(KeyProblem.KEY_NOT_AVAILABLE)
        : Optional.empty();
  }
}
