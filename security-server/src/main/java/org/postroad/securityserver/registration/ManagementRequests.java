// SPDX-License-Identifier: MIT

package org.postroad.securityserver.registration;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.securityserver.net.HttpClient;
import org.postroad.securityserver.signer.ServerKeys;
import org.postroad.securityserver.signer.SigningIdentities;

/**
 * Sends the requests of this server. Each is sent once; whether it had an effect is learned from
 * the global configuration, not from here. Safe for several threads at once.
 */
public final class ManagementRequests {
  private final Supplier<GlobalConfiguration> configuration;
  private final ComposeRequest composeRequest;
  private final SendRequest sendRequest;

  /**
   * @param configuration of this moment; refuses when there is none that is valid
   * @param client for the connection to the registry
   */
  public ManagementRequests(
      Supplier<GlobalConfiguration> configuration,
      ServerKeys keys,
      SigningIdentities identities,
      OwnPort own,
      HttpClient client,
      Clock clock,
      RandomGenerator random) {
    this.configuration = configuration;
    this.composeRequest = new ComposeRequest(keys, identities, clock, UUID::randomUUID);
    this.sendRequest = new SendRequest(client, own, random);
  }

  /**
   * Sends a request and waits for the response.
   *
   * @return the id under which the registry keeps it, 0 for a dry run, nothing if it did not say
   * @throws org.postroad.protocol.fault.PeerFault the registry refused
   * @throws org.postroad.protocol.fault.Fault it could not be made, sent, or understood
   */
  public Optional<Long> send(ManagementRequest request) {
    GlobalConfiguration global = configuration.get();
    var composed = composeRequest.apply(request, global);
    return sendRequest.apply(composed, global);
  }
}
