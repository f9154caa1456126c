// SPDX-License-Identifier: MIT

package org.postroad.protocol.message;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.mime.Headers;

/**
 * A REST request of protocol {@code r1}: verb, target and header fields, whose bytes are signed
 * (B-030). Where the reference takes the last of several X-Road headers that differ, they are
 * refused here, because some reader takes the first (B-014, threat 44).
 */
public final class RestRequest implements RestMessage {
  private static final Set<String> METHODS =
      Set.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE");

  private final byte[] bytes;
  private final RestHead head;
  private final RestTarget target;
  private final ClientId client;
  private final Optional<SecurityServerId> securityServer;
  private final Optional<RepresentedParty> representedParty;

  private RestRequest(byte[] bytes, RestHead head) {
    if (!METHODS.contains(head.first())) {
      throw new Fault(FaultCode.BAD_REQUEST, "HTTP method of REST expected, one of " + METHODS);
    }
    this.bytes = bytes;
    this.head = head;
    this.target = RestTarget.parse(head.second());
    this.client =
        head.headers()
            .first(RestHead.CLIENT)
            .map(ClientId::parseEncoded)
            .orElseThrow(() ->
                new Fault(FaultCode.INVALID_CLIENT_IDENTIFIER, "The client identifier is missing"));
    this.securityServer =
        head.headers().first(RestHead.SECURITY_SERVER).map(SecurityServerId::parseEncoded);
    this.representedParty =
        head.headers().first(RestHead.REPRESENTED_PARTY).map(RepresentedParty::parseEncoded);
    if (head.headers().first(RestHead.ID).orElse("").isEmpty()) {
      throw new Fault(FaultCode.BAD_REQUEST, "Header 'x-road-id' is missing or empty");
    }
  }

  /**
   * From what an information system sent: fields of the connection are left out (B-024), the
   * request id is this server's (B-018), a query id is made if there is none (B-017).
   *
   * @param rawTarget path and query of the request line, not decoded
   */
  public static RestRequest ofConsumer(
      String method,
      String rawTarget,
      Headers headers,
      String requestId,
      Supplier<String> newQueryId) {
    Headers kept =
        RestHead.filtered(headers, Set.of(RestHead.REQUEST_ID, RestHead.REQUEST_HASH))
            .with(RestHead.REQUEST_ID, requestId);
    if (!kept.has(RestHead.ID)) {
      kept = kept.with(RestHead.ID, newQueryId.get());
    }
    try {
      var head = new RestHead(method, rawTarget, RestHead.checked(kept));
      return new RestRequest(head.toBytes(), head);
    } catch (Fault fault) {
      throw fault.code() == FaultCode.INVALID_MESSAGE
          ? new Fault(FaultCode.BAD_REQUEST, fault.text(), fault)
          : fault;
    }
  }

  /**
   * From the part that a peer sent; other line ends than CRLF and connection fields are refused.
   */
  public static RestRequest parse(byte[] part) {
    return new RestRequest(part, RestHead.parse(part));
  }

  @Override
  public byte[] bytes() {
    return bytes;
  }

  public String method() {
    return head.first();
  }

  @Override
  public Headers headers() {
    return head.headers();
  }

  /** What follows the service code, as it stands, with its slash; empty if there is nothing. */
  public String servicePath() {
    return target.servicePath();
  }

  /** The service path for access rules; an encoded slash stays {@code %2F} (B-011, B-012). */
  public String decodedServicePath() {
    return target.decodedPath();
  }

  /** What follows the question mark, as it stands. */
  public Optional<String> query() {
    return target.query();
  }

  @Override
  public ClientId client() {
    return client;
  }

  @Override
  public ServiceId service() {
    return target.service();
  }

  @Override
  public String queryId() {
    return headers().first(RestHead.ID).orElse("");
  }

  @Override
  public String requestId() {
    return headers().first(RestHead.REQUEST_ID).orElse("");
  }

  public Optional<SecurityServerId> securityServer() {
    return securityServer;
  }

  public Optional<RepresentedParty> representedParty() {
    return representedParty;
  }

  /** Verb, path up to the service code, and the headers of X-Road (E-009). */
  @Override
  public byte[] metadata() {
    String path = target.path();
    int end = path.length() - target.servicePath().length();
    return head.metadata(path.substring(0, end)).toBytes();
  }

  public Optional<String> contentType() {
    return headers().first("content-type");
  }

  /**
   * What the response must carry: SHA-512 over the digest of the header part and that of the body,
   * or over the header part alone if there is no body (B-038, B-039).
   *
   * @param bodyDigest SHA-512 of the body, if a body part was sent
   */
  public byte[] requestHash(Optional<byte[]> bodyDigest) {
    byte[] head = RequestHash.sha512(bytes);
    return bodyDigest.map(body -> RequestHash.sha512(head, body)).orElse(head);
  }
}
