// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.security.cert.X509Certificate;
import java.util.List;
import org.postroad.protocol.token.TokenKey;

/**
 * What a server shows to another: its key, the chain without the trusted root (C-006), and the OCSP
 * responses known for that chain, leaf first.
 */
public record AuthenticationIdentity(
    TokenKey key, List<X509Certificate> chain, List<byte[]> ocspResponses) {

  public AuthenticationIdentity {
    chain = List.copyOf(chain);
    ocspResponses = List.copyOf(ocspResponses);
  }

  public X509Certificate certificate() {
    return chain.getFirst();
  }
}
