// SPDX-License-Identifier: MIT

package org.postroad.registry.net;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * TLS of a registry's ports: 1.2 and 1.3 with suites that are both ephemeral and authenticated
 * (B05). The key can be exchanged while the port is open; a connection keeps the one it began with,
 * and nothing of an earlier session is resumed under another key.
 */
public final class PortTls {
  private static final List<String> SUITES =
      List.of(
          "TLS_AES_256_GCM_SHA384",
          "TLS_AES_128_GCM_SHA256",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  private final Optional<Set<X509Certificate>> callers;
  private volatile SslContext context;

  /**
   * @param callers the only certificates that may call; nobody is asked for one if missing
   */
  public PortTls(X509ExtendedKeyManager key, Optional<Set<X509Certificate>> callers) {
    this.callers = callers.map(Set::copyOf);
    this.context = context(key, this.callers);
  }

  /** From the next connection on another key is presented. */
  public void present(X509ExtendedKeyManager key) {
    context = context(key, callers);
  }

  /** For one new connection. */
  public SslContext context() {
    return context;
  }

  private static SslContext context(
      X509ExtendedKeyManager key, Optional<Set<X509Certificate>> callers) {
    try {
      SslContextBuilder builder =
          SslContextBuilder.forServer(key)
              .sslProvider(SslProvider.JDK)
              .protocols("TLSv1.3", "TLSv1.2")
              .ciphers(SUITES);
      if (callers.isPresent()) {
        builder
            .clientAuth(ClientAuth.REQUIRE)
            .trustManager(KnownCertificates.ofCallers(callers.get()));
      }
      return builder.build();
    } catch (SSLException noTls) {
      throw new IllegalStateException("this Java runtime has no TLS", noTls);
    }
  }
}
