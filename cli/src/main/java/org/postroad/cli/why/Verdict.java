// SPDX-License-Identifier: MIT
package org.postroad.cli.why;

import java.util.List;
import org.postroad.securityserver.conf.ServerConfigurationStore.Version;

/** A cause, whose it is, what to do, and what that stands on. */
record Verdict(String cause, String side, String next, List<Fact> facts) {
  static final String HERE = "this server's administrator";
  static final String PROVIDER = "the administrator of the provider's server";
  static final String CONSUMER = "the administrator of the client's server";
  static final String CALLER = "the client's information system";
  static final String REGISTRY = "the registry";

  Verdict {
    facts = List.copyOf(facts);
  }

  static Verdict of(String cause, String side, String next, Fact... facts) {
    return new Verdict(cause, side, next, List.of(facts));
  }

  /** The fault is the service's own: servers only carried it. */
  static Verdict ofService(Call call, RefusedFault fault, String next) {
    String cause =
        "The service %s itself answered with the fault %s: %s."
            .formatted(call.name(), fault.code(), fault.text());
    return of(cause, call.operator(), next);
  }

  /** What a version says, with who made it. */
  static Fact fact(Version version, String text) {
    return new Fact(Versions.name(version), text + "; " + Versions.made(version));
  }
}
