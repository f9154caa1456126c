// SPDX-License-Identifier: MIT
package org.postroad.cli.doctor;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.postroad.cli.server.ServerFile;
import org.postroad.protocol.certificate.ApprovedMember;
import org.postroad.protocol.certificate.CertificateChain;
import org.postroad.protocol.certificate.OcspResponse;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.securityserver.ServerDirectory;
import org.postroad.securityserver.signer.CertifiedKey;
import org.postroad.securityserver.signer.OcspStore;
import org.postroad.securityserver.signer.ServerKeys;

/** The certificates of the server: those of its token, and those it shows to those inside. */
record CertificateLook(World world, ServerFile server, boolean running) {

  void look(
      Optional<ServerKeys> keys, Optional<GlobalConfiguration> global, Consumer<Finding> findings)
      throws IOException {
    ServerDirectory directory = new ServerDirectory(server.directory());
    if (keys.isEmpty() || global.isEmpty()) {
      findings.accept(
          Finding.unknown(
              "certificates", "looked at only with an open token and a global configuration"));
    } else {
      OcspStore ocsp = OcspStore.open(directory.ocsp());
      look("authentication", keys.get().authentication(), global.get(), ocsp, findings);
      look("signing", keys.get().signing(), global.get(), ocsp, findings);
    }
    Instant now = world.clock().instant();
    TlsIdentity.look(
            "information systems",
            directory.internalTlsCertificate(),
            "make a new key with its certificate, and have information systems trust it",
            now)
        .ifPresent(findings);
    TlsIdentity.look(
            "administrators",
            directory.administrationCertificate(),
            "postroad server administration-tls renew, or, where it is not trusted any more,"
                + " remove it together with its key "
                + directory.administrationToken()
                + "; the server makes new ones when it starts",
            now)
        .ifPresent(findings);
  }

  private void look(
      String use,
      List<CertifiedKey> keys,
      GlobalConfiguration global,
      OcspStore ocsp,
      Consumer<Finding> findings) {
    if (keys.isEmpty()) {
      findings.accept(
          Finding.failed(
              use + " certificate",
              "there is none for a key of the token",
              "no message is exchanged",
              Finding.HERE,
              "have one issued, import and register it"));
    }
    Instant now = world.clock().instant();
    for (CertifiedKey key : keys) {
      X509Certificate certificate = key.certificate();
      boolean registered =
          use.equals("signing")
              || global.serverOfAuthenticationCertificate(certificate).isPresent();
      Optional<String> untrusted = Optional.empty();
      Optional<String> misnamed = Optional.empty();
      Responders.Answer answer = new Responders.Answer(true, true, List.of());
      try {
        CertificateChain chain =
            CertificateChain.build(certificate, List.of(), global.trust(), global.instance(), now);
        misnamed = use.equals("signing") ? misnamed(certificate, global) : misnamed;
        answer =
            new Responders(world.post(), global, server.settings().costs().ocsp())
                .ask(certificate, chain.issuerOf(certificate), now);
      } catch (Fault fault) {
        untrusted = Optional.of(fault.text());
      }
      findings.accept(
          new OwnCertificate(
                  certificate,
                  use,
                  registered,
                  untrusted,
                  misnamed,
                  ocsp.find(certificate).map(OcspResponse::thisUpdate),
                  answer)
              .look(now, global.ocspFreshness(), running));
    }
  }

  /** By the profile of its authority the subject has to name a member that there is (C20). */
  private static Optional<String> misnamed(
      X509Certificate certificate, GlobalConfiguration global) {
    try {
      return global
          .trust()
          .memberOf(certificate, global.instance())
          .map(ApprovedMember::member)
          .filter(member -> global.member(member).isEmpty())
          .map(member -> "the registry knows no member " + member);
    } catch (Fault fault) {
      return Optional.of(fault.text());
    }
  }
}
