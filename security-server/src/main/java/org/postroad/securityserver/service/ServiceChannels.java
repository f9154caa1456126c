// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.net.ClientConnection;
import org.postroad.securityserver.net.ConnectOptions;
import org.postroad.securityserver.net.HttpClient;
import org.postroad.securityserver.net.HttpFetch;
import org.postroad.securityserver.net.PeerCheck;
import org.postroad.securityserver.net.TlsContext;

/**
 * Connections to the information systems behind this server, in the clear or with TLS as their
 * address says. Host names are not compared: where the certificate counts, it must be one
 * that the owner of the service has listed.
 */
public final class ServiceChannels {

  private static final Duration FETCH_CONNECT = Duration.ofSeconds(30);
  private static final Duration FETCH_WHOLE = Duration.ofSeconds(60);
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private final HttpClient client;
  private final Supplier<TlsContext> tls;

  /**
   * Channels.
   *
   * @param tls shows the server's internal TLS certificate to a service that asks for one
   */
  public ServiceChannels(HttpClient client, Supplier<TlsContext> tls) {
    this.client = client;
    this.tls = tls;
  }

  /**
   * Connects to an {@code http} or {@code https} address.
   *
   * @param verifyTls whether the certificate of an {@code https} service must be one of its owner's
   * @param connect time to connect, and for the TLS handshake
   * @param read time waited for the next bytes of the answer; zero waits for ever
   * @throws Fault {@code network_error}, {@code unknown_host} for a name nobody has, or
   *     {@code ssl_authentication_failed} for a certificate that is not the owner's
   */
  public ClientConnection open(
      URI url, Client owner, boolean verifyTls, Duration connect, Duration read) {
    boolean secure = isSecure(url);
    int port = url.getPort() > 0 ? url.getPort() : secure ? HTTPS_PORT : HTTP_PORT;
    try {
      return client.connect(
          List.of(InetSocketAddress.createUnresolved(host(url), port)),
          secure ? Optional.of(tls.get()) : Optional.empty(),
          new ConnectOptions(connect, read, check(secure, owner, verifyTls)));
    } catch (Fault fault) {
      throw isOfAnUnknownHost(fault)
          ? new Fault(FaultCode.UNKNOWN_HOST, "Unknown host: " + host(url), fault)
          : fault;
    }
  }

  private static boolean isOfAnUnknownHost(Fault fault) {
    return Stream.<Throwable>iterate(fault, Objects::nonNull, Throwable::getCause)
        .anyMatch(UnknownHostException.class::isInstance);
  }

  /**
   * Downloads something small that belongs to a service, such as its description (F-018).
   *
   * @param limit how long the body may be
   * @throws Fault like {@link #open}; {@code service_malformed_url} for what is no such address
   */
  public HttpFetch.Fetched fetch(URI url, Client owner, boolean verifyTls, int limit)
      throws IOException {
    PeerCheck check = check(true, owner, verifyTls);
    try {
      return new HttpFetch(client, Optional.of(tls.get()), check, FETCH_CONNECT, FETCH_WHOLE)
          .get(url, limit);
    } catch (IllegalArgumentException e) {
      throw new Fault(FaultCode.SERVICE_MALFORMED_URL, "Malformed address: " + e.getMessage(), e);
    }
  }

  private static PeerCheck check(boolean secure, Client owner, boolean verifyTls) {
    return secure && verifyTls ? new OwnersCertificate(owner) : _ -> {};
  }

  private static boolean isSecure(URI url) {
    if ("https".equalsIgnoreCase(url.getScheme())) {
      return true;
    }
    if ("http".equalsIgnoreCase(url.getScheme())) {
      return false;
    }
    throw new Fault(
        FaultCode.SERVICE_MALFORMED_URL,
        "Malformed service URL with scheme '" + url.getScheme() + "', expected http or https");
  }

  /** Without the brackets of an IPv6 address. */
  private static String host(URI url) {
    String host = url.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
