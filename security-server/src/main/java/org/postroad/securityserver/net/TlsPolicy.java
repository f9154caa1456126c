// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import java.util.List;
import java.util.stream.Stream;

/**
 * Protocol versions and cipher suites, by who is at the other end. Renegotiation is refused always.
 */
public enum TlsPolicy {
  /**
   * Another security server: TLS 1.3, and TLS 1.2 with exactly the three suites that X-Road servers
   * speak (row C-003).
   */
  SECURITY_SERVERS,

  /**
   * An information system or a service: TLS 1.3, and TLS 1.2 with forward secrecy; the eight suites
   * of X-Road servers are among them (row A-066), those without an authenticated cipher last.
   */
  INFORMATION_SYSTEMS;

  private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

  private static final List<String> SUITES_OF_TLS_13 =
      List.of("TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256", "TLS_CHACHA20_POLY1305_SHA256");

  private static final List<String> SUITES_OF_SECURITY_SERVERS =
      List.of(
          "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
          "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384");

  private static final List<String> SUITES_OF_INFORMATION_SYSTEMS =
      List.of(
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
          "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256",
          "TLS_DHE_RSA_WITH_AES_128_CBC_SHA256");

  List<String> protocols() {
    return PROTOCOLS;
  }

  List<String> suites() {
    List<String> suitesOfTls12 =
        switch (this) {
          case SECURITY_SERVERS -> SUITES_OF_SECURITY_SERVERS;
          case INFORMATION_SYSTEMS -> SUITES_OF_INFORMATION_SYSTEMS;
        };
    return Stream.concat(SUITES_OF_TLS_13.stream(), suitesOfTls12.stream()).toList();
  }
}
