// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Asks a {@link PeerCheck} about clients and lets every server through, whose certificate is looked
 * at after the handshake (row C-007).
 *
 * <p>The extended form, because the JDK adds checks of its own round any other.
 */
final class CallbackTrust extends X509ExtendedTrustManager {
  private final PeerCheck check;
  private final Supplier<List<X509Certificate>> issuers;

  CallbackTrust(PeerCheck check, Supplier<List<X509Certificate>> issuers) {
    this.check = check;
    this.issuers = issuers;
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return issuers.get().toArray(X509Certificate[]::new);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    try {
      check.check(List.of(chain));
    } catch (RuntimeException e) {
      throw new CertificateException(e.getMessage(), e);
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType) {}

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}
}
