// SPDX-License-Identifier: MIT

package org.postroad.securityserver.registration;

import java.util.Optional;
import java.util.function.Supplier;
import org.postroad.protocol.administration.Encoded;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.protocol.management.ManagementRequest.AuthCertReg;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.ServerConfiguration;

/**
 * Says at once what the server's own port would refuse: every request but the registration of an
 * authentication certificate goes through that port as a message of the server's owner, who must be
 * its client like anybody else (B04).
 */
public record RequireOwner(
    Registrations.ManagementSender sender, Supplier<ServerConfiguration> server)
    implements Registrations.ManagementSender {

  /**
   * Sends it.
   *
   * @throws Fault {@code invalid_request} when the owner is no registered client
   */
  @Override
  public Optional<Long> send(ManagementRequest request) {
    if (!(request instanceof AuthCertReg)) {
      require(request.server().owner());
    }
    return sender.send(request);
  }

  private void require(MemberId owner) {
    Optional<Client> client = server.get().client(owner);
    if (client.filter(Client::isRegistered).isPresent()) {
      return;
    }
    String id = Encoded.of(owner);
    throw new Fault(
        FaultCode.INVALID_REQUEST,
        "Requests to the registry are messages of this server's owner, %s, which is %s; next: %s"
            .formatted(
                id,
                client.isEmpty() ? "no client of it" : "not registered yet",
                client.isEmpty()
                    ? "postroad server client add " + id
                    : "postroad server status, which says what its registration waits for"));
  }
}
