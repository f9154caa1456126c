// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.xml.security.Init;
import org.apache.xml.security.exceptions.XMLSecurityException;
import org.apache.xml.security.signature.XMLSignature;
import org.apache.xml.security.signature.XMLSignatureByteInput;
import org.apache.xml.security.signature.XMLSignatureInput;
import org.apache.xml.security.utils.resolver.ResourceResolverContext;
import org.apache.xml.security.utils.resolver.ResourceResolverException;
import org.apache.xml.security.utils.resolver.ResourceResolverSpi;
import org.postroad.protocol.xml.Namespaces;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** The XML security library that other implementations stand on, as a second opinion. */
final class Santuario {

  /** Kept, because an unreferenced logger forgets its level. */
  private static final Logger QUIET = quiet();

  private Santuario() {}

  private static Logger quiet() {
    Init.init();
    var logger = Logger.getLogger("org.apache.xml.security");
    logger.setLevel(Level.OFF);
    return logger;
  }

  private static DocumentBuilder builder() throws ParserConfigurationException {
    QUIET.fine("a document is read");
    var factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder();
  }

  static Document parse(byte[] document)
      throws ParserConfigurationException, SAXException, IOException {
    return builder().parse(new ByteArrayInputStream(document));
  }

  static Element first(Document document, String namespace, String name) {
    return (Element) document.getElementsByTagNameNS(namespace, name).item(0);
  }

  /** Whether the signature and all its references hold, the parts given by their octets. */
  static boolean verifies(byte[] document, X509Certificate signer, Map<String, byte[]> parts)
      throws Exception {
    var parsed = parse(document);
    var signature = new XMLSignature(first(parsed, Namespaces.DS, "Signature"), "");
    first(parsed, Namespaces.XADES, "SignedProperties").setIdAttribute("Id", true);
    signature.addResourceResolver(new Parts(parts));
    return signature.checkSignatureValue(signer);
  }

  static byte[] canonical(Element element, String method) throws XMLSecurityException {
    var out = new ByteArrayOutputStream();
    org.apache.xml.security.c14n.Canonicalizer.getInstance(method)
        .canonicalizeSubtree(element, out);
    return out.toByteArray();
  }

  /**
   * Signs the way the reference does: a document tree, line breaks between elements and inside
   * base64, written by a serialiser that turns carriage returns into references.
   *
   * @param properties a signature of the same signer, whose {@code ds:Object} is taken over
   */
  static byte[] sign(Fixtures.Signer signer, byte[] properties, Map<String, byte[]> parts)
      throws Exception {
    var document = builder().newDocument();
    var root = document.createElementNS(Namespaces.ASIC, "asic:XAdESSignatures");
    for (var prefix :
        List.of(
            List.of("asic", Namespaces.ASIC),
            List.of("ds", Namespaces.DS),
            List.of("xades", Namespaces.XADES),
            List.of("xsi", Namespaces.XSI))) {
      root.setAttributeNS(Namespaces.XMLNS, "xmlns:" + prefix.getFirst(), prefix.getLast());
    }
    document.appendChild(root);
    var algorithm = signer.kind().algorithm;
    var signature =
        new XMLSignature(document, "", algorithm.uri(), SignatureTemplate.INCLUSIVE_C14N);
    signature.setId("signature");
    root.appendChild(signature.getElement());
    var object = first(parse(properties), Namespaces.DS, "Object");
    signature.getElement().appendChild(document.importNode(object, true));
    first(document, Namespaces.XADES, "SignedProperties").setIdAttribute("Id", true);
    signature.addResourceResolver(new Parts(parts));
    int number = 0;
    for (var name : parts.keySet()) {
      signature.addDocument(
          name, null, algorithm.digest().uri(), "signature-reference-" + number++, null);
    }
    signature.addDocument(
        "#signed-properties",
        null,
        algorithm.digest().uri(),
        "signature-reference-" + number,
        SignatureTemplate.SIGNED_PROPERTIES_TYPE);
    signature.addKeyInfo(signer.certificate());
    signature.sign(signer.pair().privateKey());
    var out = new ByteArrayOutputStream();
    TransformerFactory.newInstance()
        .newTransformer()
        .transform(new DOMSource(document), new StreamResult(out));
    return out.toByteArray();
  }

  /** Resolves parts from memory and nothing else. */
  static final class Parts extends ResourceResolverSpi {
    private final Map<String, byte[]> parts;

    Parts(Map<String, byte[]> parts) {
      this.parts = parts;
    }

    @Override
    public boolean engineCanResolveURI(ResourceResolverContext context) {
      return parts.containsKey(context.attr.getValue());
    }

    @Override
    public XMLSignatureInput engineResolveURI(ResourceResolverContext context)
        throws ResourceResolverException {
      byte[] part = parts.get(context.attr.getValue());
      if (part == null) {
        throw new ResourceResolverException("none", context.attr.getValue(), context.baseUri);
      }
      return new XMLSignatureByteInput(part);
    }
  }
}
