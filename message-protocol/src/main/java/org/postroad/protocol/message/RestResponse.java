// SPDX-License-Identifier: MIT

package org.postroad.protocol.message;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Set;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.mime.Headers;

/**
 * A REST response of protocol {@code r1}: status, reason and header fields, whose bytes are signed
 * (B-031). The last five fields bind it to its request (B-034).
 */
public final class RestResponse implements RestMessage {
  private static final Set<String> BINDING =
      Set.of(
          RestHead.ID,
          RestHead.CLIENT,
          RestHead.SERVICE,
          RestHead.REQUEST_ID,
          RestHead.REQUEST_HASH);

  private final byte[] bytes;
  private final RestHead head;
  private final ClientId client;
  private final ServiceId service;
  private final byte[] requestHash;

  private RestResponse(byte[] bytes, RestHead head) {
    this.bytes = bytes;
    this.head = head;
    if (!isStatus(head.first())) {
      throw RestHead.invalid("status of three digits expected");
    }
    this.client = client(required(RestHead.CLIENT));
    this.service = service(required(RestHead.SERVICE));
    this.requestHash = decoded(required(RestHead.REQUEST_HASH));
    required(RestHead.ID);
  }

  /**
   * From what a service answered; its connection fields and binding fields are left out (B-034).
   */
  public static RestResponse ofService(
      RestRequest request, int status, String reason, Headers serviceHeaders, byte[] requestHash) {
    Headers headers =
        Headers.builder()
            .addAll(RestHead.filtered(serviceHeaders, BINDING))
            .add(RestHead.ID, request.queryId())
            .add(RestHead.CLIENT, request.client().encoded())
            .add(RestHead.SERVICE, request.service().encoded())
            .add(RestHead.REQUEST_ID, request.requestId())
            .add(RestHead.REQUEST_HASH, Base64.getEncoder().encodeToString(requestHash))
            .build();
    var head = new RestHead(Integer.toString(status), oneLine(reason), RestHead.checked(headers));
    return new RestResponse(head.toBytes(), head);
  }

  private static boolean isStatus(String text) {
    return text.length() == 3
        && text.charAt(0) >= '1'
        && text.charAt(0) <= '9'
        && isDigit(text.charAt(1))
        && isDigit(text.charAt(2));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static String oneLine(String reason) {
    for (int i = 0; i < reason.length(); i++) {
      if (Character.isISOControl(reason.charAt(i))) {
        return "";
      }
    }
    return reason;
  }

  /** From the part that a peer sent. */
  public static RestResponse parse(byte[] part) {
    return new RestResponse(part, RestHead.parse(part));
  }

  private String required(String name) {
    String value = head.headers().first(name).orElse("");
    if (value.isEmpty()) {
      throw RestHead.invalid("a response needs header " + name);
    }
    return value;
  }

  private static ClientId client(String value) {
    try {
      return ClientId.parseEncoded(value);
    } catch (Fault fault) {
      throw new Fault(FaultCode.INVALID_MESSAGE, fault.text(), fault);
    }
  }

  private static ServiceId service(String value) {
    try {
      return ServiceId.parseEncoded(value);
    } catch (Fault fault) {
      throw new Fault(FaultCode.INVALID_MESSAGE, fault.text(), fault);
    }
  }

  private static byte[] decoded(String value) {
    try {
      return Base64.getDecoder().decode(value);
    } catch (IllegalArgumentException e) {
      throw new Fault(
          FaultCode.INVALID_MESSAGE, "Invalid REST message: the request hash is not base64", e);
    }
  }

  @Override
  public byte[] bytes() {
    return bytes;
  }

  public int status() {
    return Integer.parseInt(head.first());
  }

  public String reason() {
    return head.second();
  }

  @Override
  public Headers headers() {
    return head.headers();
  }

  @Override
  public ClientId client() {
    return client;
  }

  @Override
  public ServiceId service() {
    return service;
  }

  @Override
  public String queryId() {
    return required(RestHead.ID);
  }

  @Override
  public String requestId() {
    return headers().first(RestHead.REQUEST_ID).orElse("");
  }

  /** Status, reason and the headers of X-Road (E-009). */
  @Override
  public byte[] metadata() {
    return head.metadata(reason()).toBytes();
  }

  /** Refuses to be the answer to another request than this one (B-041). */
  public void checkConsistentWith(RestRequest request, byte[] expectedRequestHash) {
    check(client.equals(request.client()), "client id");
    check(queryId().equals(request.queryId()), "message id");
    check(service.equals(request.service()), "service id");
    check(requestId().equals(request.requestId()), "message request id");
    check(MessageDigest.isEqual(requestHash, expectedRequestHash), "message hash");
  }

  private static void check(boolean same, String what) {
    if (!same) {
      throw new Fault(
          FaultCode.INCONSISTENT_RESPONSE, "Response " + what + " does not match request message");
    }
  }
}
