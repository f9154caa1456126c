// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;

/**
 * How one certification service writes members into certificate subjects (C20 to C30, D-042).
 *
 * <p>The configuration names a profile by the class name of the reference implementation, for
 * example {@code ee.ria.xroad.common.certificateprofile.impl.FiVRKCertificateProfileInfoProvider}.
 * An unknown name can be read, kept and printed; it refuses only when it is put to use.
 */
public sealed interface CertificateProfile permits StandardProfile, UnknownProfile {

  /** The profile of that class name. */
  static CertificateProfile named(String className) {
    return Arrays.stream(StandardProfile.values())
        .filter(profile -> profile.className().equals(className))
        .map(CertificateProfile.class::cast)
        .findFirst()
        .orElseGet(() -> new UnknownProfile(className));
  }

  /** The name the global configuration uses. */
  String className();

  /**
   * The member a signing certificate belongs to.
   *
   * @param instance the instance of the message, for profiles whose subjects do not name one
   */
  MemberId memberOf(X509Certificate signing, String instance);

  /** The subject to ask for in a request for a signing certificate. */
  SubjectRequest signingSubject(SecurityServerId server, MemberId member, String memberName);

  /** The subject to ask for in a request for an authentication certificate. */
  SubjectRequest authenticationSubject(
      SecurityServerId server, String ownerName, String serverAddress);
}
