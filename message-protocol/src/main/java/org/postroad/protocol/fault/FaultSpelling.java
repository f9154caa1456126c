// SPDX-License-Identifier: MIT

package org.postroad.protocol.fault;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How fault codes are written: the protocol changed their spelling once, and programs that compare
 * codes may know only one of the two. What comes from others is understood in both.
 */
public enum FaultSpelling {
  /** {@code server.serverproxy.access_denied}. */
  SINCE_7_8,

  /** {@code Server.ServerProxy.AccessDenied}. */
  UP_TO_7_7;

  /** The dotted code of a fault, the side first and the innermost code last. */
  String dotted(Origin origin, List<FaultCode> path) {
    return Stream.concat(Stream.of(spell(origin)), path.stream().map(this::spell))
        .collect(Collectors.joining("."));
  }

  private String spell(Origin origin) {
    return switch (this) {
      case SINCE_7_8 -> origin.prefix();
      case UP_TO_7_7 -> origin.legacyPrefix();
    };
  }

  private String spell(FaultCode code) {
    return switch (this) {
      case SINCE_7_8 -> code.wire();
      case UP_TO_7_7 -> code.legacy();
    };
  }
}
