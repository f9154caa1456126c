// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postroad.protocol.administration.Encoded;
import org.postroad.securityserver.keys.KeyState;
import org.postroad.securityserver.keys.TokenState;
import org.postroad.securityserver.signer.KeptRequest;

/**
 * A key with its certificates and requests.
 *
 * @param name as people call it; the token knows it by no other
 * @param available whether it can be used now
 */
record KeyView(
    String id,
    String name,
    String label,
    List<TokenCertificate> certificates,
    List<Request> certificateSigningRequests,
    Optional<KeyUsageType> usage,
    boolean available,
    boolean savedToConfiguration,
    List<PossibleAction> possibleActions,
    Algorithm keyAlgorithm) {

  /** The kind of arithmetic. */
  enum Algorithm {
    RSA,
    EC
  }

  /**
   * A request that waits for its certificate.
   *
   * @param ownerId the member it is for
   */
  record Request(
      String id, String ownerId, String certificateProfile, List<PossibleAction> possibleActions) {}

  static KeyView of(KeyState key, TokenState token, AdministeredKeys server) {
    boolean readOnly = server.readOnly();
    return new KeyView(
        key.id(),
        key.label(),
        key.label(),
        Stream.concat(
                key.certificates().stream().map(each -> TokenCertificate.of(each, server)),
                key.onDevice().stream().map(each -> TokenCertificate.onDevice(each, server)))
            .toList(),
        key.requests().stream().map(each -> request(each, server)).toList(),
        key.use().map(KeyUsageType::of),
        token.loggedIn(),
        true,
        PossibleAction.of(key, token, readOnly),
        switch (key.kind()) {
          case RSA_2048, RSA_3072, RSA_4096 -> Algorithm.RSA;
          case EC_P256, EC_P384 -> Algorithm.EC;
        });
  }

  private static Request request(KeptRequest request, AdministeredKeys server) {
    return new Request(
        request.id(),
        Encoded.of(request.member().orElseGet(server::owner)),
        request.profile(),
        PossibleAction.ofRequest(server.readOnly()));
  }
}
