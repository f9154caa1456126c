// SPDX-License-Identifier: MIT
package org.postroad.cli.why;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.ServerConfiguration.ServiceEntry;

/**
 * Commands that an explanation ends with, for this server's administrator.
 *
 * @param server how they name the server
 */
record NextStep(String server) {

  String grant(Call call, boolean wholeService) {
    return wholeService
        ? command("right", "give", service(call), client(call.client()))
        : command(
            "right",
            "endpoint",
            "give",
            service(call),
            call.path().isPresent() ? call.endpoint() : "ENDPOINT",
            client(call.client()));
  }

  /** A client that is here already is asked for at the registry; another is added first. */
  String register(ClientId client, Optional<Client> known) {
    return command("client", known.isPresent() ? "register" : "add", client(client));
  }

  String enable(ServiceEntry service) {
    return command(
        "description", "enable", client(service.client().id()), service.description().url());
  }

  String refresh(ClientId owner) {
    return command("description", "refresh", client(owner), "URL");
  }

  String trust(ClientId client) {
    return command("client", "certificate", "add", client(client), "FILE");
  }

  String setAddress(Call call) {
    return command("service", "set", service(call), "--address", "URL");
  }

  String services(ClientId owner) {
    return command("description", "list", client(owner));
  }

  private String command(String... words) {
    return Stream.of(words)
            .map(NextStep::quoted)
            .collect(Collectors.joining(" ", "postroad server ", " "))
        + server;
  }

  private static String client(ClientId client) {
    return Stream.concat(
            Stream.of(client.instance(), client.memberClass(), client.memberCode()),
            client.subsystemCode().stream())
        .collect(Collectors.joining(":"));
  }

  private static String service(Call call) {
    return Stream.concat(
            Stream.of(client(call.service().owner()), call.service().serviceCode()),
            call.service().serviceVersion().stream())
        .collect(Collectors.joining(":"));
  }

  private static String quoted(String word) {
    boolean plain =
        word.chars()
            .allMatch(each -> Character.isLetterOrDigit(each) || "-._:/".indexOf(each) >= 0);
    return plain ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
