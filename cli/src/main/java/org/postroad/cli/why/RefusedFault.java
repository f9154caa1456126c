// SPDX-License-Identifier: MIT
package org.postroad.cli.why;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.fault.Origin;
import org.postroad.securityserver.monitoring.OperationalField;
import org.postroad.securityserver.monitoring.OperationalRecord;

/**
 * The fault that ended an exchange.
 *
 * @param code as it was written, in either spelling
 * @param origin which part of the way told it; nothing where the service itself did
 * @param parts of the code that are known, the outermost first
 */
record RefusedFault(String code, String text, Optional<Origin> origin, List<FaultCode> parts) {
  private static final Set<FaultCode> DENIALS =
      Set.of(
          FaultCode.ACCESS_DENIED,
          FaultCode.UNKNOWN_SERVICE,
          FaultCode.UNKNOWN_MEMBER,
          FaultCode.SERVICE_DISABLED,
          FaultCode.SERVICE_TYPE,
          FaultCode.MAINTENANCE_MODE,
          FaultCode.INVALID_SECURITY_SERVER,
          FaultCode.CLIENT_PROXY_VERSION_NOT_SUPPORTED);

  RefusedFault {
    parts = List.copyOf(parts);
  }

  static Optional<RefusedFault> of(OperationalRecord record) {
    return record
        .text(OperationalField.FAULT_CODE)
        .map(code -> of(code, record.text(OperationalField.FAULT_STRING).orElse("")));
  }

  static RefusedFault of(String code, String text) {
    List<FaultCode> parts =
        Stream.of(code.split("\\.", -1)).flatMap(part -> FaultCode.of(part).stream()).toList();
    String folded = code.toLowerCase(Locale.ROOT) + ".";
    Optional<Origin> origin =
        parts.isEmpty()
            ? Optional.empty()
            : Stream.of(Origin.values())
                .filter(each -> folded.startsWith(each.prefix() + "."))
                .findFirst();
    return new RefusedFault(code, text, origin, origin.isPresent() ? parts : List.of());
  }

  /** What happened, the last part of the code. */
  Optional<FaultCode> innermost() {
    return parts.isEmpty() ? Optional.empty() : Optional.of(parts.getLast());
  }

  boolean has(FaultCode part) {
    return parts.contains(part);
  }

  /** Whether a rule refused the call, and nothing was broken. */
  boolean isDenial() {
    return innermost().filter(DENIALS::contains).isPresent();
  }

  /** The heading under which it stands in the page of errors. */
  String page() {
    return innermost()
        .map(known -> "docs/errors.md tells more under " + known.wire())
        .orElse("the text is the service's own");
  }
}
