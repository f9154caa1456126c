// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.xml.security.Init;
import org.apache.xml.security.exceptions.XMLSecurityException;
import org.apache.xml.security.signature.XMLSignature;
import org.apache.xml.security.signature.XMLSignatureByteInput;
import org.apache.xml.security.signature.XMLSignatureInput;
import org.apache.xml.security.utils.XMLUtils;
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

  /** Signs a prepared document the way peers do, with line breaks in base64. */
  static byte[] sign(XMLSignature signature, PrivateKey key, Map<String, byte[]> parts)
      throws XMLSecurityException {
    signature.addResourceResolver(new Parts(parts));
    signature.sign(key);
    var out = new ByteArrayOutputStream();
    XMLUtils.outputDOM(signature.getDocument(), out, true);
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
