// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Collectors;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.net.PeerCheck;

/**
 * Accepts a service whose own certificate is one of its owner's information system certificates,
 * byte for byte; issuer, names and validity say nothing.
 */
record OwnersCertificate(Client owner) implements PeerCheck {

  @Override
  public void check(List<X509Certificate> chain) {
    List<X509Certificate> expected = owner.informationSystemCertificates();
    if (expected.isEmpty()) {
      throw refused(
          "Client '" + owner.id().text() + "' has no IS certificates; the service " + shown(chain));
    }
    if (chain.isEmpty() || !expected.contains(chain.getFirst())) {
      throw refused(
          "IS certificate is not trusted: the service "
              + shown(chain)
              + ", expected of '"
              + owner.id().text()
              + "': "
              + expected.stream()
                  .map(OwnersCertificate::described)
                  .collect(Collectors.joining(", ")));
    }
  }

  private static String shown(List<X509Certificate> chain) {
    return chain.isEmpty() ? "showed none" : "showed " + described(chain.getFirst());
  }

  private static String described(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName()
        + " (SHA-256 "
        + Certificates.sha256(certificate).hex()
        + ")";
  }

  private static Fault refused(String text) {
    return new Fault(FaultCode.SSL_AUTHENTICATION_FAILED, text);
  }
}
