// SPDX-License-Identifier: MIT

package org.postroad.protocol.identifier;

import java.util.List;

/** A security server of its owner: {@code INST/CLASS/CODE/SERVER}. */
public record SecurityServerId(MemberId owner, String serverCode) {

  public SecurityServerId {
    Identifiers.checked("serverCode", serverCode);
  }

  /** From four parts as they are. */
  public static SecurityServerId parse(String slashSeparated) {
    return of(Identifiers.split(slashSeparated, 4, 4, "security server id"));
  }

  /** From four percent-encoded parts (B-021). */
  public static SecurityServerId parseEncoded(String pathSegments) {
    List<String> segments = Identifiers.split(pathSegments, 4, 4, "security server id");
    return of(segments.stream().map(PathSegment::decode).toList());
  }

  private static SecurityServerId of(List<String> parts) {
    return new SecurityServerId(
        new MemberId(parts.get(0), parts.get(1), parts.get(2)), parts.get(3));
  }

  /** {@code SERVER:INST/CLASS/CODE/SERVER}. */
  public String text() {
    return "SERVER:" + this;
  }

  /** Path segments joined by {@code /}. */
  public String encoded() {
    return owner.encoded() + '/' + PathSegment.encode(serverCode);
  }

  @Override
  public String toString() {
    return owner.toString() + '/' + serverCode;
  }
}
