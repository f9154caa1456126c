// SPDX-License-Identifier: MIT

package org.postroad.protocol.identifier;

import java.util.Optional;

/** A member organisation: {@code INST/CLASS/CODE}. */
public record MemberId(String instance, String memberClass, String memberCode) implements ClientId {

  public MemberId {
    Identifiers.checked("xRoadInstance", instance);
    Identifiers.checked("memberClass", memberClass);
    Identifiers.checked("memberCode", memberCode);
  }

  @Override
  public MemberId member() {
    return this;
  }

  @Override
  public Optional<String> subsystemCode() {
    return Optional.empty();
  }

  @Override
  public String text() {
    return "MEMBER:" + this;
  }

  @Override
  public String encoded() {
    return PathSegment.encode(instance)
        + '/'
        + PathSegment.encode(memberClass)
        + '/'
        + PathSegment.encode(memberCode);
  }

  @Override
  public String toString() {
    return instance + '/' + memberClass + '/' + memberCode;
  }
}
