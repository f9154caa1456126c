// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import java.security.cert.X509Certificate;
import org.postroad.protocol.identifier.MemberId;

/**
 * What is noted of certificates. Accepted commands are kept for ever and replayed in order, so a
 * record once released keeps its meaning.
 */
public sealed interface CertificateCommand {
  /**
   * Something came that a member had signed with the key of this certificate, the certificate being
   * valid, by an approved authority, good by an OCSP response, and naming the member.
   */
  record NoteSigner(MemberId member, X509Certificate certificate) implements CertificateCommand {}
}
