// SPDX-License-Identifier: MIT

package org.postroad.registry.net;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts exactly the certificates it is given, whoever issued them and whatever name stands in
 * them: those of callers or those of servers, never both.
 */
public final class KnownCertificates extends X509ExtendedTrustManager {
  private final Set<X509Certificate> callers;
  private final Set<X509Certificate> servers;

  private KnownCertificates(Set<X509Certificate> callers, Set<X509Certificate> servers) {
    this.callers = Set.copyOf(callers);
    this.servers = Set.copyOf(servers);
  }

  static KnownCertificates ofCallers(Set<X509Certificate> callers) {
    return new KnownCertificates(callers, Set.of());
  }

  public static KnownCertificates ofServer(X509Certificate server) {
    return new KnownCertificates(Set.of(), Set.of(server));
  }

  private static void check(X509Certificate[] chain, Set<X509Certificate> known)
      throws CertificateException {
    if (chain.length == 0 || !known.contains(chain[0])) {
      throw new CertificateException("the other side does not show a certificate that is known");
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain, callers);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain, callers);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain, callers);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain, servers);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain, servers);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain, servers);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
