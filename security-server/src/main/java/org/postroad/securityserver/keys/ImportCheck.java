// SPDX-License-Identifier: MIT
package org.postroad.securityserver.keys;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.postroad.protocol.certificate.ApprovedMember;
import org.postroad.protocol.certificate.CertificateChain;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.KeyUsages;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.securityserver.conf.ServerConfiguration;

/**
 * Whether a certificate may be taken into service: for one use, within its dates, issued by an
 * approved authority, and for signing of a member that is here (C06, C67).
 */
final class ImportCheck {
  private final GlobalConfiguration global;
  private final ServerConfiguration server;
  private final Instant now;

  ImportCheck(GlobalConfiguration global, ServerConfiguration server, Instant now) {
    this.global = global;
    this.server = server;
    this.now = now;
  }

  /** What it is for; a fault says what is wrong with it. */
  KeyUse useOf(X509Certificate certificate) {
    KeyUse use = KeyUsages.useOf(certificate);
    if (!Certificates.isValidAt(certificate, now)) {
      throw refused(
          certificate,
          "is valid from "
              + certificate.getNotBefore().toInstant()
              + " to "
              + certificate.getNotAfter().toInstant()
              + ", and it is "
              + now);
    }
    var _ =
        CertificateChain.build(certificate, List.of(), global.trust(), global.instance(), use, now);
    if (use == KeyUse.SIGNING) {
      requireMember(certificate);
    }
    return use;
  }

  private void requireMember(X509Certificate certificate) {
    MemberId member =
        global
            .trust()
            .memberOf(certificate, global.instance())
            .map(ApprovedMember::member)
            .orElseThrow(() -> refused(certificate, "names no member"));
    if (!isHere(server, member)) {
      throw refused(certificate, "is of " + member.text() + ", which is no client of this server");
    }
  }

  /** Whether a member owns the server or is a client of it, itself or by a subsystem. */
  static boolean isHere(ServerConfiguration server, MemberId member) {
    return server.id().owner().equals(member)
        || server.clients().stream().anyMatch(client -> client.id().member().equals(member));
  }

  private static Fault refused(X509Certificate certificate, String reason) {
    return new Fault(
        FaultCode.INCORRECT_CERTIFICATE,
        "Certificate " + Certificates.displayName(certificate) + " " + reason);
  }
}
