// SPDX-License-Identifier: MIT

package org.postroad.protocol.message;

import java.util.List;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.PathSegment;

/** On whose behalf the client calls (A-033, B-023): {@code [CLASS/]CODE}. */
public record RepresentedParty(Optional<String> partyClass, String partyCode) {

  /** From one or two percent-encoded parts. */
  static RepresentedParty parseEncoded(String value) {
    List<String> parts = List.of(value.split("/", -1));
    if (parts.size() > 2 || parts.contains("")) {
      throw new Fault(FaultCode.BAD_REQUEST, "Invalid represented party: [class/]code expected");
    }
    return new RepresentedParty(
        parts.size() == 2 ? Optional.of(PathSegment.decode(parts.getFirst())) : Optional.empty(),
        PathSegment.decode(parts.getLast()));
  }

  @Override
  public String toString() {
    return partyClass.map(name -> name + '/').orElse("") + partyCode;
  }
}
