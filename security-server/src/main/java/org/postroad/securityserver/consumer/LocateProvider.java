// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.ServerAddress;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.message.Message;
import org.postroad.protocol.message.RestRequest;
import org.postroad.protocol.message.RestResponse;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.securityserver.exchange.Stage;

/**
 * Finds the security servers where the provider is registered: all of them in random order, only
 * the one the message names, never one in maintenance (A-031, C-054, C-055).
 */
final class LocateProvider implements Stage<Admitted, Routed> {

  private final RandomGenerator random;

  LocateProvider(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public Routed apply(Admitted admitted) {
    Message message = admitted.received().message();
    GlobalConfiguration global = admitted.received().ready().configuration().global();
    List<ServerAddress> servers = new ArrayList<>(serversOf(message, global));
    servers.removeIf(server -> server.maintenanceMessage().isPresent());
    Collections.shuffle(servers, java.util.Random.from(random));
    return new Routed(admitted, servers);
  }

  private static List<ServerAddress> serversOf(Message message, GlobalConfiguration global) {
    ClientId provider = message.service().owner();
    List<ServerAddress> all = global.addressesOf(provider);
    if (all.isEmpty()) {
      throw new Fault(
          FaultCode.UNKNOWN_MEMBER,
          "Could not find addresses for service provider \"" + provider.text() + "\"");
    }
    List<ServerAddress> wanted =
        namedServer(message).map(server -> only(server, all, global)).orElse(all);
    if (wanted.stream().allMatch(server -> server.maintenanceMessage().isPresent())) {
      throw inMaintenance(wanted.getFirst());
    }
    return wanted;
  }

  private static Optional<SecurityServerId> namedServer(Message message) {
    return switch (message) {
      case SoapMessage soap -> soap.header().securityServer();
      case RestRequest rest -> rest.securityServer();
      case RestResponse _ -> Optional.empty();
    };
  }

  private static List<ServerAddress> only(
      SecurityServerId server, List<ServerAddress> all, GlobalConfiguration global) {
    if (global.addressOf(server).isEmpty()) {
      throw new Fault(
          FaultCode.INVALID_SECURITY_SERVER,
          "Could not find security server \"" + server.text() + "\"");
    }
    List<ServerAddress> named = all.stream().filter(each -> each.id().equals(server)).toList();
    if (named.isEmpty()) {
      throw new Fault(
          FaultCode.INVALID_SECURITY_SERVER, "Invalid security server \"" + server.text() + "\"");
    }
    return named;
  }

  private static Fault inMaintenance(ServerAddress server) {
    return new Fault(
        FaultCode.MAINTENANCE_MODE,
        "Security server with address \""
            + server.address()
            + "\" is in maintenance mode. Message from \""
            + server.address()
            + "\" administrator: "
            + server.maintenanceMessage().orElse(""));
  }
}
