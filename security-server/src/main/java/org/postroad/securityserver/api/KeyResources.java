// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import java.util.List;

/** The resources of tokens, keys, requests and certificates (E13, E20, E25, E26). */
final class KeyResources {
  private KeyResources() {}

  static List<Object> of(AdministeredKeys server, CertificateOrdering ordering) {
    return List.of(
        new Tokens(server),
        new TokenKeys(server, ordering),
        new Keys(server),
        new KeyRequests(server, ordering),
        new TokenCertificates(server),
        new CertificateRegistration(server),
        new SubjectFields(server),
        new ClientKeys(server));
  }
}
