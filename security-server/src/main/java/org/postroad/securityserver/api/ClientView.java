// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import java.util.Optional;
import org.postroad.protocol.administration.Encoded;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.Client.ConnectionType;
import org.postroad.securityserver.conf.Client.Status;
import org.postroad.securityserver.conf.ServerConfiguration;

/**
 * A member or subsystem, of this server or of another.
 *
 * @param renameStatus where a name was chosen that nobody else sees yet
 * @param connectionType of clients of this server
 * @param status of clients of this server
 */
record ClientView(
    String id,
    String instanceId,
    Optional<String> memberName,
    String memberClass,
    String memberCode,
    Optional<String> subsystemCode,
    Optional<String> subsystemName,
    Optional<RenameStatus> renameStatus,
    boolean owner,
    boolean hasValidLocalSignCert,
    Optional<ConnectionType> connectionType,
    Optional<Status> status) {

  /** How far another name of a subsystem has come. */
  enum RenameStatus {
    NAME_SET,
    NAME_SUBMITTED
  }

  static ClientView of(Client client, ClientAdministration server) {
    return of(client.id(), Optional.of(client), server);
  }

  static ClientView of(ClientId id, Optional<Client> client, ClientAdministration server) {
    ServerConfiguration now = server.now();
    GlobalConfiguration global = server.global();
    Optional<String> asked =
        id instanceof SubsystemId subsystem
            ? Optional.ofNullable(now.registration().names().get(subsystem))
            : Optional.empty();
    Optional<String> name =
        id instanceof SubsystemId subsystem ? global.subsystemName(subsystem) : Optional.empty();
    return new ClientView(
        Encoded.of(id),
        id.instance(),
        global.member(id.member()).map(SharedParameters.Member::name),
        id.memberClass(),
        id.memberCode(),
        id.subsystemCode(),
        asked.or(() -> name),
        asked.map(_ -> sent(client) ? RenameStatus.NAME_SUBMITTED : RenameStatus.NAME_SET),
        id.equals(now.id().owner()),
        server.signsFor(id.member()),
        client.map(Client::connectionType),
        client.map(Client::status));
  }

  private static boolean sent(Optional<Client> client) {
    return client.filter(known -> known.status() != Status.SAVED).isPresent();
  }
}
