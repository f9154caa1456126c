// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import java.security.cert.X509Certificate;

/**
 * A certificate of this server as monitoring tells it (G-036).
 *
 * @param type what it is for, in the words of the reference: {@code AUTH}, {@code SIGN}, {@code
 *     INTERNAL_IS_CLIENT_TLS}
 * @param active whether it is in use
 */
public record KnownCertificate(X509Certificate certificate, Type type, boolean active) {

  /** What a certificate is for. */
  public enum Type {
    AUTH,
    SIGN,
    INTERNAL_IS_CLIENT_TLS
  }
}
