// SPDX-License-Identifier: MIT
package org.postroad.cli.why;

import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.GlobalGroupId;
import org.postroad.securityserver.admin.RecordLine;
import org.postroad.securityserver.monitoring.KeptRecords.Kept;

/**
 * All that one server knows of an exchange.
 *
 * @param id of the message or of the exchange, as it was asked for
 * @param kept operational records
 * @param messages of the message log, the oldest first
 * @param global the copy of now; copies of earlier times are not kept
 * @param server how commands name the server, such as {@code --config server.yaml}
 */
record Facts(
    String id,
    List<Kept> kept,
    List<RecordLine> messages,
    Versions versions,
    Optional<GlobalConfiguration> global,
    String server) {

  Facts {
    kept = List.copyOf(kept);
    messages = List.copyOf(messages);
  }

  /** Nobody is in a group that is not known. */
  BiPredicate<GlobalGroupId, ClientId> groups() {
    return (group, client) ->
        global.filter(configuration -> configuration.isMember(group, client)).isPresent();
  }

  NextStep nextStep() {
    return new NextStep(server);
  }

  String doctor() {
    return "postroad doctor " + server;
  }

  String whyThere() {
    return "ask there for: postroad why " + id;
  }
}
