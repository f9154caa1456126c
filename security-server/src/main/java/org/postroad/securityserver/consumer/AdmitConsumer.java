// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.exchange.Stage;

/**
 * The caller must be a client registered at this server, and the information system must prove to
 * be one of that client's as its connection type demands.
 */
final class AdmitConsumer implements Stage<Received, Admitted> {

  private final Admission admission;

  AdmitConsumer(Admission admission) {
    this.admission = admission;
  }

  @Override
  public Admitted apply(Received received) {
    ClientId caller = received.message().client();
    Client client = registered(caller, received.ready().configuration().server());
    admission.check(client, received.ready().exchange());
    return new Admitted(received);
  }

  static Client registered(ClientId caller, ServerConfiguration server) {
    return server
        .client(caller)
        .filter(Client::isRegistered)
        .orElseThrow(
            () -> new Fault(FaultCode.UNKNOWN_MEMBER, "Client '" + caller.text() + "' not found"));
  }
}
