// SPDX-License-Identifier: MIT
package org.postroad.cli.registry.admin;

import org.postroad.cli.administration.ApiRequest;
import org.postroad.cli.administration.Reading;
import org.postroad.cli.administration.Values;

/** What only a registry makes of a typed value. */
final class RegistryReading {
  private RegistryReading() {}

  /** A source of configuration. */
  static Reading source() {
    return Reading.oneOf("internal", "external");
  }

  /** An identifier that must be of the instance of the registry that is asked. */
  static Reading ofThisInstance(Reading identifier) {
    return (typed, session) -> {
      String read = identifier.read(typed, session);
      String named = read.substring(0, read.indexOf(':'));
      String own =
          Values.text(
              session.api().send(ApiRequest.get("/system/status")).json(),
              "initialization_status.instance_identifier");
      if (!named.equals(own)) {
        throw new IllegalArgumentException(
            "'" + typed + "' is of instance " + named + ", and this registry is of " + own);
      }
      return read;
    };
  }
}
