// SPDX-License-Identifier: MIT

package org.postroad.securityserver.registration;

import java.net.InetAddress;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.securityserver.net.HttpClient;
import org.postroad.securityserver.net.HttpFetch;
import org.postroad.securityserver.net.TlsContext;

/**
 * The client port of this server, to which it sends requests like any information system (B04).
 *
 * @param fetch shows the internal TLS certificate where the port is secure, and knows the server's
 */
public record OwnPort(URI url, Supplier<HttpFetch> fetch) {
  private static final Duration CONNECT = Duration.ofSeconds(30);
  private static final Duration WHOLE = Duration.ofSeconds(90);

  /**
   * The secure port of a server.
   *
   * @param listening where the server listens, on all addresses or on one
   * @param tls shows the internal certificate of the moment
   * @param internal that certificate, by which the server knows itself
   */
  public static OwnPort secure(
      InetAddress listening,
      int port,
      HttpClient client,
      Supplier<TlsContext> tls,
      Supplier<X509Certificate> internal) {
    InetAddress host = listening.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : listening;
    String text = host.getHostAddress();
    String name = text.indexOf(':') < 0 ? text : "[" + text + "]";
    return new OwnPort(
        URI.create("https://" + name + ":" + port + "/"),
        () ->
            new HttpFetch(
                client,
                Optional.of(tls.get()),
                chain -> requireExactly(internal.get(), chain),
                CONNECT,
                WHOLE));
  }

  private static void requireExactly(X509Certificate internal, List<X509Certificate> chain) {
    if (chain.isEmpty() || !chain.getFirst().equals(internal)) {
      throw new Fault(
          FaultCode.SSL_AUTHENTICATION_FAILED, "Another server answers at this server's own port");
    }
  }
}
