// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One message of one call in the message log of one of the two servers.
 *
 * @param side consumer or provider
 * @param kind request or response
 * @param party whose record it is
 * @param server the client port to ask
 */
record LoggedMessage(ShownCall call, String side, String kind, Agency party, URI server) {

  /** The messages a call leaves behind: a refused one only its request, at the consumer. */
  static List<LoggedMessage> of(Sandbox sandbox, ShownCall call) {
    URI consumer = sandbox.consumerUrl();
    URI provider = sandbox.providerUrl();
    List<LoggedMessage> messages = new ArrayList<>();
    messages.add(new LoggedMessage(call, "consumer", "request", Topology.TAX, consumer));
    if (!call.refused()) {
      messages.add(new LoggedMessage(call, "provider", "request", Topology.POPULATION, provider));
      messages.add(new LoggedMessage(call, "provider", "response", Topology.POPULATION, provider));
      messages.add(new LoggedMessage(call, "consumer", "response", Topology.TAX, consumer));
    }
    return messages;
  }

  /** The address of the container: {@code /asic} with every parameter it needs (E-036). */
  URI uri() {
    return server.resolve(
        "/asic?unique&"
            + kind
            + "Only&queryId="
            + call.queryId()
            + "&xRoadInstance="
            + party.member().instance()
            + "&memberClass="
            + party.member().memberClass()
            + "&memberCode="
            + party.member().memberCode()
            + "&subsystemCode="
            + party.subsystemCode());
  }

  Path file(Path directory) {
    return directory.resolve(call.queryId() + "-" + kind + "-" + side + ".asice");
  }
}
