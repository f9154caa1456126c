// SPDX-License-Identifier: MIT

package org.postroad.securityserver.registration;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.algorithm.SigningKey;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.management.ManagementMessage;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.protocol.management.ManagementRequest.AuthCertReg;
import org.postroad.protocol.management.MemberProof;
import org.postroad.protocol.management.SubmittedRequest;
import org.postroad.protocol.management.SubmittedRequest.Plain;
import org.postroad.protocol.management.SubmittedRequest.Registration;
import org.postroad.protocol.management.SubmittedRequest.Signed;
import org.postroad.protocol.signature.SigningIdentity;
import org.postroad.securityserver.signer.ServerKeys;
import org.postroad.securityserver.signer.SigningIdentities;

/**
 * Stage: writes the message of a request and signs it with the keys of this server (B23 to B27).
 */
final class ComposeRequest {
  private final ServerKeys keys;
  private final SigningIdentities identities;
  private final Clock clock;
  private final Supplier<UUID> ids;

  ComposeRequest(ServerKeys keys, SigningIdentities identities, Clock clock, Supplier<UUID> ids) {
    this.keys = keys;
    this.identities = identities;
    this.clock = clock;
    this.ids = ids;
  }

  SubmittedRequest apply(ManagementRequest request, GlobalConfiguration global) {
    ClientId provider =
        global
            .managementServiceProvider()
            .orElseThrow(() ->
                new Fault(
                    FaultCode.MALFORMED_GLOBAL_CONF,
                    "The configuration does not say who provides the management services"));
    ManagementMessage message =
        ManagementMessage.of(request.server().owner(), provider, ids.get().toString(), request);
    if (request.signer().isEmpty()) {
      return new Plain(message);
    }
    MemberProof proof = proof(message, request.signer().get(), global);
    return request instanceof AuthCertReg registration
        ? Registration.of(
            message, authenticationKey(registration.authCert()), registration.authCert(), proof)
        : new Signed(message, proof);
  }

  private MemberProof proof(
      ManagementMessage message, MemberId signer, GlobalConfiguration global) {
    SigningIdentity identity = identities.signerOf(signer, global, clock.instant());
    return MemberProof.of(
        message, identity.key(), identity.certificate(), identity.ocspResponses().getFirst());
  }

  private SigningKey authenticationKey(X509Certificate certificate) {
    return keys.authenticationKey(certificate)
        .orElseThrow(() ->
            new Fault(
                FaultCode.KEY_NOT_FOUND,
                "This server has no key of the certificate to be registered"))
        .signer(DigestAlgorithm.SHA512);
  }
}
