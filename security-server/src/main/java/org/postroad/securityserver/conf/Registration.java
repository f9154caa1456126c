// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.identifier.SubsystemId;

/**
 * How far this server itself has come with the registry: its authentication certificates, and what
 * was asked for and is not to be seen in the global configuration yet (B62).
 *
 * @param certificates by the SHA-256 digest of the certificate
 * @param address that was asked for
 * @param names of subsystems that were asked for
 */
public record Registration(
    Map<Digest, CertificateStatus> certificates,
    Optional<String> address,
    Map<SubsystemId, String> names,
    Optional<Maintenance> maintenance) {

  /** Nothing was asked for yet. */
  public static final Registration NONE =
      new Registration(Map.of(), Optional.empty(), Map.of(), Optional.empty());

  /** What was asked for about the maintenance mode. */
  public enum Maintenance {
    BEGINNING,
    ENDING
  }

  public Registration {
    certificates = Map.copyOf(certificates);
    names = Map.copyOf(names);
  }

  /** One that nothing is known of was never sent to the registry. */
  public CertificateStatus certificate(Digest digest) {
    return certificates.getOrDefault(digest, CertificateStatus.SAVED);
  }

  public Registration withCertificate(Digest digest, CertificateStatus status) {
    Map<Digest, CertificateStatus> next = new LinkedHashMap<>(certificates);
    next.put(digest, status);
    return new Registration(next, address, names, maintenance);
  }

  public Registration withAddress(Optional<String> next) {
    return new Registration(certificates, next, names, maintenance);
  }

  public Registration withName(SubsystemId subsystem, String name) {
    Map<SubsystemId, String> next = new LinkedHashMap<>(names);
    next.put(subsystem, name);
    return new Registration(certificates, address, next, maintenance);
  }

  public Registration withoutName(SubsystemId subsystem) {
    Map<SubsystemId, String> next = new LinkedHashMap<>(names);
    next.remove(subsystem);
    return new Registration(certificates, address, next, maintenance);
  }

  public Registration withMaintenance(Optional<Maintenance> next) {
    return new Registration(certificates, address, names, next);
  }
}
