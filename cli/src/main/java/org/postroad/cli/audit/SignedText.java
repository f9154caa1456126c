// SPDX-License-Identifier: MIT
package org.postroad.cli.audit;

import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.container.VerificationReport.SignedMessage;
import org.postroad.protocol.container.VerificationReport.Signer;

/** Who signed what, in one line. */
final class SignedText {
  private SignedText() {}

  static String of(SignedMessage message) {
    return message.protocol()
        + (message.response() ? " response " : " request ")
        + message.queryId()
        + ", client "
        + message.client()
        + ", service "
        + message.service();
  }

  static String of(Signer signer) {
    String member =
        signer.member().map(id -> "member " + id).orElse("a member that is not established");
    return member
        + ", certificate "
        + signer.certificate().getSubjectX500Principal()
        + " ("
        + Certificates.sha256(signer.certificate()).hex()
        + "), at "
        + signer.claimedTime()
        + " as the signer says";
  }
}
