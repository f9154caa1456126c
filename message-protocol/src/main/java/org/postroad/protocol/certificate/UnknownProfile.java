// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import java.security.cert.X509Certificate;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;

/** A certificate profile this software does not know (C30). */
record UnknownProfile(String className) implements CertificateProfile {
  @Override
  public MemberId memberOf(X509Certificate signing, String instance) {
    throw refusal();
  }

  @Override
  public SubjectRequest signingSubject(
      SecurityServerId server, MemberId member, String memberName) {
    throw refusal();
  }

  @Override
  public SubjectRequest authenticationSubject(
      SecurityServerId server, String ownerName, String serverAddress) {
    throw refusal();
  }

  private Fault refusal() {
    return new Fault(FaultCode.MALFORMED_GLOBAL_CONF, "Unknown certificate profile: " + className);
  }
}
