// SPDX-License-Identifier: MIT

package org.postroad.protocol.management;

import java.security.cert.X509Certificate;
import org.postroad.protocol.algorithm.SigningKey;

/** A management request as it reaches the registry: with the proofs that belong to its kind. */
public sealed interface SubmittedRequest {
  ManagementMessage message();

  /** The message alone: what deletes is proven by the exchange that carries it (B27). */
  record Plain(ManagementMessage message) implements SubmittedRequest {}

  /** With the proof of one member, see {@link ManagementRequest#signer} (B25). */
  record Signed(ManagementMessage message, MemberProof signer) implements SubmittedRequest {}

  /**
   * The registration of an authentication certificate, signed with the key of the certificate and
   * by the server's owner (B24).
   *
   * @param possession made with the key of {@code authCert}
   */
  record Registration(
      ManagementMessage message,
      OctetSignature possession,
      X509Certificate authCert,
      MemberProof owner)
      implements SubmittedRequest {

    /** Signs the message with the key that is to be registered. */
    public static Registration of(
        ManagementMessage message,
        SigningKey authenticationKey,
        X509Certificate authCert,
        MemberProof owner) {
      return new Registration(
          message, OctetSignature.over(message.soap().bytes(), authenticationKey), authCert, owner);
    }
  }
}
