// SPDX-License-Identifier: MIT

package org.postroad.protocol.identifier;

import java.util.Optional;

/** A subsystem of a member: {@code INST/CLASS/CODE/SUB}. */
public record SubsystemId(MemberId member, String code) implements ClientId {

  public SubsystemId {
    Identifiers.checked("subsystemCode", code);
  }

  @Override
  public Optional<String> subsystemCode() {
    return Optional.of(code);
  }

  @Override
  public String text() {
    return "SUBSYSTEM:" + this;
  }

  @Override
  public String encoded() {
    return member.encoded() + '/' + PathSegment.encode(code);
  }

  @Override
  public String toString() {
    return member.toString() + '/' + code;
  }
}
