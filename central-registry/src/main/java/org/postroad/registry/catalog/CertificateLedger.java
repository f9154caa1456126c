// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.catalog.KnownCertificate;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.registry.catalog.CertificateCommand.NoteSigner;
import org.postroad.registry.membership.RegisteredServer;

/**
 * Which certificates members have and had: authentication certificates follow from what is
 * registered, a change after the other; signing certificates are noted when they prove something.
 * Not thread-safe: its owner takes turns.
 */
public final class CertificateLedger {
  /** An authentication certificate where it is registered. */
  private record Place(SecurityServerId server, Digest sha256) {}

  private final List<KnownCertificate> past = new ArrayList<>();
  private final Map<Place, KnownCertificate> registered = new LinkedHashMap<>();
  private final Map<Digest, KnownCertificate> signers = new LinkedHashMap<>();
  private final Map<Digest, X509Certificate> bodies = new HashMap<>();
  private List<RegisteredServer> servers = List.of();

  /** Made anew after a change only, since much more is read than changed. */
  private Optional<CertificateSnapshot> known = Optional.empty();

  /** Takes over what is registered from that moment on. */
  public void registered(List<RegisteredServer> now, Instant time) {
    if (now.equals(servers)) {
      return;
    }
    var places = new LinkedHashMap<Place, X509Certificate>();
    for (RegisteredServer server : now) {
      for (X509Certificate certificate : server.authenticationCertificates()) {
        places.put(new Place(server.id(), KnownCertificate.digest(certificate)), certificate);
      }
    }
    for (Place ended : List.copyOf(registered.keySet())) {
      if (!places.containsKey(ended)) {
        Optional.ofNullable(registered.remove(ended))
            .ifPresent(known -> past.add(known.until(time)));
      }
    }
    places.forEach((place, certificate) -> {
      bodies.putIfAbsent(place.sha256(), certificate);
      registered.computeIfAbsent(
          place,
          _ ->
              KnownCertificate.of(
                  certificate, place.server().owner(), Optional.of(place.server()), time));
    });
    servers = List.copyOf(now);
    known = Optional.empty();
  }

  /** Refuses what is noted already; changes nothing. */
  public void check(CertificateCommand command) {
    switch (command) {
      case NoteSigner c -> {
        if (isNoted(c)) {
          throw new Fault(
              FaultCode.INVALID_REQUEST, "The certificate is known already as one that signs");
        }
      }
    }
  }

  /** Carries out what was checked. */
  public void apply(CertificateCommand command, Instant time) {
    check(command);
    switch (command) {
      case NoteSigner c -> {
        Digest sha256 = KnownCertificate.digest(c.certificate());
        bodies.putIfAbsent(sha256, c.certificate());
        signers.put(
            sha256, KnownCertificate.of(c.certificate(), c.member(), Optional.empty(), time));
        known = Optional.empty();
      }
    }
  }

  /** Whether the member is known to sign with this certificate. */
  public boolean isNoted(NoteSigner command) {
    return signers.containsKey(KnownCertificate.digest(command.certificate()));
  }

  /** An immutable copy. */
  public CertificateSnapshot snapshot() {
    CertificateSnapshot now = known.orElseGet(this::copy);
    known = Optional.of(now);
    return now;
  }

  private CertificateSnapshot copy() {
    var all = new ArrayList<>(past);
    all.addAll(registered.values());
    all.addAll(signers.values());
    return new CertificateSnapshot(all, bodies);
  }
}
