// SPDX-License-Identifier: MIT
package org.postroad.cli.registry.admin;

import java.time.Instant;
import java.util.List;
import org.postroad.cli.administration.Api;
import org.postroad.cli.administration.ApiRequest;
import org.postroad.cli.administration.Finding;
import org.postroad.cli.administration.Look;
import org.postroad.cli.administration.Status;
import org.postroad.cli.administration.Values;
import tools.jackson.databind.JsonNode;

/** {@code postroad registry status}: what is wrong, on whose side, and what to type next. */
record RegistryStatus(String instance, String address, String version, List<Finding> findings)
    implements Status {

  static Look look() {
    return new Look(
        "status",
        "What is wrong with the registry, on whose side, and what to type next.",
        RegistryStatus::at);
  }

  private static RegistryStatus at(Api api, Instant now) {
    JsonNode system = api.send(ApiRequest.get("/system/status")).json();
    return new RegistryStatus(
        Values.text(system, "initialization_status.instance_identifier"),
        Values.text(system, "initialization_status.central_server_address"),
        Values.text(api.send(ApiRequest.get("/system/version")).json(), "info"),
        new Checks(now).all().stream().flatMap(check -> check.run(api).stream()).toList());
  }

  @Override
  public String heading() {
    return "Instance " + instance + " at " + address + ", " + version;
  }
}
