// SPDX-License-Identifier: MIT

package org.postroad.protocol.identifier;

import java.util.List;
import java.util.Optional;

/**
 * A service of a member or subsystem: {@code INST/CLASS/CODE[/SUB]/SVC[/VER]}. Its URL form has no
 * version (B-035), and neither have access rights.
 */
public record ServiceId(ClientId owner, String serviceCode, Optional<String> serviceVersion) {

  public ServiceId {
    Identifiers.checked("serviceCode", serviceCode);
    serviceVersion.ifPresent(version -> Identifiers.checked("serviceVersion", version));
  }

  public static ServiceId of(ClientId owner, String serviceCode) {
    return new ServiceId(owner, serviceCode, Optional.empty());
  }

  /** From exactly five percent-encoded parts: REST services belong to subsystems (B-002, B-036). */
  public static ServiceId parseEncoded(String pathSegments) {
    List<String> parts = Identifiers.decoded(pathSegments, 5, 5, "service id");
    var owner = new MemberId(parts.get(0), parts.get(1), parts.get(2));
    return of(new SubsystemId(owner, parts.get(3)), parts.get(4));
  }

  /** {@code SERVICE:INST/CLASS/CODE[/SUB]/SVC[/VER]}. */
  public String text() {
    return "SERVICE:" + this;
  }

  /** Path segments joined by {@code /}, without the version. */
  public String encoded() {
    return owner.encoded() + '/' + PathSegment.encode(serviceCode);
  }

  @Override
  public String toString() {
    return owner.toString() + '/' + serviceCode + serviceVersion.map(v -> '/' + v).orElse("");
  }
}
