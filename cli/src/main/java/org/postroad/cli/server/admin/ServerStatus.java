// SPDX-License-Identifier: MIT
package org.postroad.cli.server.admin;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.postroad.cli.administration.Api;
import org.postroad.cli.administration.ApiRequest;
import org.postroad.cli.administration.Check;
import org.postroad.cli.administration.Finding;
import org.postroad.cli.administration.Look;
import org.postroad.cli.administration.Status;
import org.postroad.cli.administration.Values;
import tools.jackson.databind.JsonNode;

/** {@code postroad server status}: what is wrong, on whose side, and what to type next. */
record ServerStatus(
    String server, String address, String version, String node, List<Finding> findings)
    implements Status {

  static Look look() {
    return new Look(
        "status",
        "What is wrong with the server, on whose side, and what to type next.",
        ServerStatus::at);
  }

  private static ServerStatus at(Api api, Instant now) {
    JsonNode own = json(api, "/security-servers?current_server=true").path(0);
    String id = Values.text(own, "id");
    String owner = id.substring(0, Math.max(0, id.lastIndexOf(':')));
    Stream<Check> checks =
        Stream.concat(new KeyChecks(now).all().stream(), ServerChecks.all(owner).stream());
    return new ServerStatus(
        id,
        Values.text(own, "server_address"),
        Values.text(json(api, "/system/version"), "info"),
        Values.text(json(api, "/system/node-type"), "node_type"),
        checks.flatMap(check -> check.run(api).stream()).toList());
  }

  private static JsonNode json(Api api, String path) {
    return api.send(ApiRequest.get(path)).json();
  }

  @Override
  public String heading() {
    String place = address.isEmpty() ? "not known to the registry yet" : "at " + address;
    return "Server " + server + ", " + place + ", " + node + ", " + version;
  }
}
