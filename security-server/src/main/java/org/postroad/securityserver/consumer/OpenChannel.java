// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.exchange.Stage;
import org.postroad.securityserver.net.ClientConnection;
import org.postroad.securityserver.net.ConnectOptions;

/**
 * Connects to whichever of the provider's servers answers first; before a byte is sent its
 * certificate is proven to belong to a server of the provider (C-007, C-011 to C-015, C-054 to
 * C-060).
 */
final class OpenChannel implements Stage<Routed, Connected> {

  private final Outgoing outgoing;
  private final VerifyPeer verifyPeer;

  OpenChannel(Outgoing outgoing, VerifyPeer verifyPeer) {
    this.outgoing = outgoing;
    this.verifyPeer = verifyPeer;
  }

  @Override
  public Connected apply(Routed routed) {
    List<InetSocketAddress> candidates =
        routed.servers().stream()
            .map(server ->
                InetSocketAddress.createUnresolved(server.address(), outgoing.messagePort()))
            .toList();
    Ready ready = routed.received().ready();
    Configuration configuration = ready.configuration();
    ClientId provider = routed.received().message().service().owner();
    ClientConnection connection =
        outgoing
            .client()
            .connect(
                candidates,
                Optional.of(outgoing.tls().apply(ready.identity())),
                new ConnectOptions(
                    outgoing.peers().connect(),
                    outgoing.peers().read(),
                    (address, chain) ->
                        verifyPeer.verify(address, chain, provider, configuration.global())));
    return new Connected(routed, ready.scope().hold(connection));
  }
}
