// SPDX-License-Identifier: MIT
package org.postroad.securityserver.keys;

import java.security.cert.X509Certificate;
import java.util.Optional;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.securityserver.conf.CertificateStatus;
import org.postroad.securityserver.signer.RenewalNote;
import org.postroad.securityserver.signer.ServerKeys;

/**
 * One certificate as an administrator sees it.
 *
 * @param active whether it may be used
 * @param member whom it signs for, where an approved authority says so
 * @param status of being registered; one for signing needs no registration and is registered (C62)
 * @param renewal what is known of its being renewed automatically (C61)
 */
public record CertificateState(
    X509Certificate certificate,
    KeyUse use,
    boolean active,
    Optional<MemberId> member,
    CertificateStatus status,
    Ocsp ocsp,
    RenewalNote renewal) {

  /** What is known of its being good. */
  public enum Ocsp {
    /** It is switched off, so nobody asks. */
    DISABLED,
    /** Its time is over. */
    EXPIRED,
    /** A response that counts now says that it is good. */
    GOOD,
    /** There is no such response. */
    UNKNOWN
  }

  /** SHA-256 in lower-case hex digits. */
  public String hash() {
    return ServerKeys.hash(certificate);
  }
}
