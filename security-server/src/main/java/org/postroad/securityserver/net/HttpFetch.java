// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.postroad.protocol.mime.Headers;

/**
 * Small downloads and posts: certificate status, time-stamps, configuration parts. Blocks.
 *
 * <p>Redirects are not followed. The body is held in memory and must fit the limit given; the whole
 * exchange, connecting apart, must fit the time given, however slowly the peer drips bytes.
 */
public final class HttpFetch {
  private final HttpClient client;
  private final Optional<TlsContext> tls;
  private final PeerCheck peerCheck;
  private final Duration connect;
  private final Duration whole;

  /** What came back; a status is no failure here. */
  public record Fetched(int status, String reason, Headers headers, byte[] body) {}

  /**
   * @param tls for {@code https} addresses, which are refused without it
   * @param peerCheck decides about the certificates of {@code https} servers
   * @param connect time to connect, and for the TLS handshake
   * @param whole time for the request and its response
   */
  public HttpFetch(
      HttpClient client,
      Optional<TlsContext> tls,
      PeerCheck peerCheck,
      Duration connect,
      Duration whole) {
    this.client = client;
    this.tls = tls;
    this.peerCheck = peerCheck;
    this.connect = connect;
    this.whole = whole;
  }

  public Fetched get(URI uri, int mostBytes) throws IOException {
    return fetch("GET", uri, Headers.EMPTY, new byte[0], mostBytes);
  }

  public Fetched post(URI uri, String contentType, byte[] body, int mostBytes) throws IOException {
    return fetch("POST", uri, Headers.of("Content-Type", contentType), body, mostBytes);
  }

  /**
   * Any method; {@code Host} is added from the address.
   *
   * @param mostBytes how long the response body may be
   */
  public Fetched fetch(String method, URI uri, Headers headers, byte[] body, int mostBytes)
      throws IOException {
    String authority = Objects.requireNonNullElse(uri.getRawAuthority(), "");
    RequestHead head = new RequestHead(method, target(uri), headers.with("Host", authority));
    try (ClientConnection connection = connect(uri)) {
      connection.send(head, body);
      ResponseHead response = connection.receive();
      byte[] content = connection.body().readNBytes(mostBytes + 1);
      if (content.length > mostBytes) {
        throw new IOException(uri + " sent more than " + mostBytes + " bytes");
      }
      connection.release();
      return new Fetched(response.status(), response.reason(), response.headers(), content);
    }
  }

  private ClientConnection connect(URI uri) {
    boolean secure = isSecure(uri);
    int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
    return client.connect(
        List.of(InetSocketAddress.createUnresolved(host(uri), port)),
        secure ? tls : Optional.empty(),
        new ConnectOptions(connect, whole, secure ? peerCheck : _ -> {}),
        Patience.total(whole));
  }

  private boolean isSecure(URI uri) {
    boolean secure = "https".equalsIgnoreCase(uri.getScheme());
    if (!secure && !"http".equalsIgnoreCase(uri.getScheme())) {
      throw new IllegalArgumentException(uri + ", expected http or https");
    }
    if (secure && tls.isEmpty()) {
      throw new IllegalArgumentException(uri + ", expected http: there are no TLS keys here");
    }
    return secure;
  }

  private static String host(URI uri) {
    String host = uri.getHost();
    if (host == null || uri.getRawUserInfo() != null || uri.getPort() == 0 || host.contains("%")) {
      throw new IllegalArgumentException(uri + ", expected a host without user or zone");
    }
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static String target(URI uri) {
    String path = Objects.requireNonNullElse(uri.getRawPath(), "");
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return (path.isEmpty() ? "/" : path) + query;
  }
}
