// SPDX-License-Identifier: MIT

package org.postroad.protocol.xml;

/** Namespace names that occur on X-Road wires and in X-Road files. */
public final class Namespaces {
  public static final String XML = "http://www.w3.org/XML/1998/namespace";
  public static final String XMLNS = "http://www.w3.org/2000/xmlns/";
  public static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
  public static final String SOAP_ENV = "http://schemas.xmlsoap.org/soap/envelope/";
  public static final String XROAD = "http://x-road.eu/xsd/xroad.xsd";
  public static final String IDENTIFIERS = "http://x-road.eu/xsd/identifiers";
  public static final String REPRESENTATION = "http://x-road.eu/xsd/representation.xsd";
  public static final String SECURITY_TOKEN = "http://x-road.eu/xsd/security-token.xsd";
  public static final String DS = "http://www.w3.org/2000/09/xmldsig#";
  public static final String XADES = "http://uri.etsi.org/01903/v1.3.2#";
  public static final String XADES_141 = "http://uri.etsi.org/01903/v1.4.1#";

  /** Root of {@code signatures.xml}. */
  public static final String ASIC = "http://uri.etsi.org/02918/v1.2.1#";

  /** Root of {@code ASiCManifest.xml}; differs from {@link #ASIC} by the leading zero (D-058). */
  public static final String ASIC_MANIFEST = "http://uri.etsi.org/2918/v1.2.1#";

  public static final String MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";
  public static final String HASHCHAIN = "http://cyber.ee/hashchain";

  private Namespaces() {}
}
