// SPDX-License-Identifier: MIT

package org.postroad.protocol.message;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.mime.ContentType;
import org.postroad.protocol.xml.XmlElement;
import org.postroad.protocol.xml.XmlReader;

/**
 * A SOAP message of protocol 4.x, parsed once, its bytes kept as they came: a byte order mark, the
 * encoding and all white space stay part of what is signed. Its encoding is what the
 * document itself says, never what its carrier says, since whoever verifies the signature later has
 * the document only.
 *
 * <p>A message with a Fault in its body has no header to rely on; only {@link #bytes}, {@link
 * #bodyName} and {@link #fault} may be asked of it.
 */
public final class SoapMessage implements Message {
  private static final Set<String> CONTENT_TYPES = Set.of("text/xml", "application/xop+xml");

  private final byte[] bytes;
  private final XmlReader xml;
  private final SoapPlaces places;
  private final Optional<SoapHeader> header;
  private final String bodyName;
  private final boolean bodyEmpty;
  private final @Nullable FaultReport fault;

  SoapMessage(
      byte[] bytes,
      XmlReader xml,
      SoapPlaces places,
      Optional<SoapHeader> header,
      String bodyName,
      boolean bodyEmpty,
      @Nullable FaultReport fault) {
    this.bytes = bytes;
    this.xml = xml;
    this.places = places;
    this.header = header;
    this.bodyName = bodyName;
    this.bodyEmpty = bodyEmpty;
    this.fault = fault;
  }

  /** From a part with its content type, which must be one of SOAP. */
  public static SoapMessage parse(byte[] bytes, String contentType) {
    checkContentType(contentType);
    return parse(bytes);
  }

  /** From bytes that are known to be meant as SOAP. */
  public static SoapMessage parse(byte[] bytes) {
    return new SoapParser(bytes).parse();
  }

  /** The fault in an envelope, and nothing if it holds something else or is none. */
  public static Optional<FaultReport> faultIn(byte[] envelope) {
    try {
      return parse(envelope).fault();
    } catch (Fault notSoap) {
      return Optional.empty();
    }
  }

  static boolean isSoap(ContentType type) {
    return CONTENT_TYPES.contains(type.mediaType());
  }

  private static void checkContentType(String contentType) {
    ContentType type = ContentType.parse(contentType);
    if (!isSoap(type)) {
      throw new Fault(FaultCode.INVALID_CONTENT_TYPE, "Invalid content type: " + type.mediaType());
    }
  }

  @Override
  public byte[] bytes() {
    return bytes;
  }

  public SoapHeader header() {
    return header.orElseThrow(() -> new IllegalStateException("a SOAP fault has no header"));
  }

  @Override
  public ClientId client() {
    return header().client();
  }

  @Override
  public ServiceId service() {
    return header().service();
  }

  @Override
  public String queryId() {
    return header().id();
  }

  @Override
  public Optional<String> userId() {
    return header().userId();
  }

  @Override
  public Optional<String> issue() {
    return header().issue();
  }

  @Override
  public String protocol() {
    return header().protocolVersion();
  }

  /** A request to a service called {@code …Response} has no hash of a request and stays one. */
  @Override
  public byte[] metadata() {
    return SoapMetadata.of(header(), isResponse() && header().requestHash().isPresent());
  }

  /** Whether all of the body is an empty element that no service has defined. */
  @Override
  public boolean isMetadata() {
    return bodyEmpty;
  }

  /** The child of the body as a tree. */
  public XmlElement body() {
    return SoapBody.of(bytes).child();
  }

  /** The local name of the child of the body. */
  public String bodyName() {
    return bodyName;
  }

  /** Whether it passes for a response. */
  public boolean isResponse() {
    return fault == null && bodyName.endsWith("Response");
  }

  public boolean isFault() {
    return fault != null;
  }

  public Optional<FaultReport> fault() {
    return Optional.ofNullable(fault);
  }

  /** The hash that a response to this message must carry. */
  public RequestHash hash() {
    return RequestHash.of(bytes);
  }

  /**
   * This response with the hash of its request in the header, replacing one that the service put
   * there.
   */
  public SoapMessage withRequestHash(RequestHash hash) {
    SoapHeader changed = header().with(hash);
    byte[] inserted = places.insert(hash, xml);
    SoapMessage made = parse(inserted);
    if (!made.header().equals(changed)) {
      throw new Fault(
          FaultCode.INVALID_SOAP, "Malformed SOAP message: no place for the request hash");
    }
    return made;
  }

  /**
   * The response to this request that has its whole envelope, the child of the body renamed to the
   * service code with {@code Response} behind it (F-012).
   */
  public SoapMessage answered() {
    return parse(SoapBody.of(bytes).renamedTo(service().serviceCode() + "Response"));
  }

  /**
   * The response to this request that has its envelope with another element in the body (F-012).
   *
   * @param element complete with its namespace declarations
   */
  public SoapMessage answeredWith(byte[] element) {
    return parse(SoapBody.of(bytes).replacedBy(element));
  }

  /** Refuses a response whose header does not repeat what this request says. */
  public void checkConsistentWith(SoapMessage response) {
    if (!header().matches(response.header())) {
      throw inconsistent("Response from server proxy is not consistent with request");
    }
  }

  /** Refuses a response that does not carry the hash of this request. */
  public void checkRequestHashOf(SoapMessage response) {
    RequestHash hash =
        response
            .header()
            .requestHash()
            .orElseThrow(
                () -> inconsistent("Response from server proxy is missing request message hash"));
    if (!hash.equals(hash())) {
      throw inconsistent("Request message hash does not match request message");
    }
  }

  private static Fault inconsistent(String text) {
    return new Fault(FaultCode.INCONSISTENT_RESPONSE, text);
  }
}
