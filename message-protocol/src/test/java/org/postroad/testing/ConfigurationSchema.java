// SPDX-License-Identifier: MIT
package org.postroad.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.IntPredicate;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.Source;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * What the rows A01 to A04 and A70 to A90 say of parameters files, anchors and optional parts, as
 * the schema of one version; for whatever we write ourselves. What others write is read more
 * leniently (A87).
 */
public final class ConfigurationSchema {
  private static final String VERSIONS = "urn:postroad:versions";

  private final Schema schema;

  private ConfigurationSchema(String file, int version) {
    Document parameters = document(file);
    remove(parameters, "since", first -> version < first);
    remove(parameters, "until", last -> version > last);
    try {
      SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
      this.schema =
          factory.newSchema(
              new Source[] {new DOMSource(document("identifiers.xsd")), new DOMSource(parameters)});
    } catch (SAXException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of shared parameters of a version from 2 to 6. */
  public static ConfigurationSchema ofShared(int version) {
    return new ConfigurationSchema("shared-parameters.xsd", version);
  }

  /** Of private parameters; that of version 2 is the one of anchors too (A04). */
  public static ConfigurationSchema ofPrivate(int version) {
    return new ConfigurationSchema("private-parameters.xsd", version);
  }

  /** Of anchors. */
  public static ConfigurationSchema ofAnchor() {
    return ofPrivate(2);
  }

  /**
   * Of an optional part, the same in every version.
   *
   * @param file the name it is usually published as, with {@code .xml}
   */
  public static ConfigurationSchema ofPart(String file) {
    return new ConfigurationSchema(file.replace(".xml", ".xsd"), 2);
  }

  /** Tells what is wrong with a document, nothing if it is valid. */
  public Optional<String> judge(byte[] xml) throws IOException {
    try {
      schema.newValidator().validate(new StreamSource(new ByteArrayInputStream(xml)));
      return Optional.empty();
    } catch (SAXException invalid) {
      return Optional.of(String.valueOf(invalid.getMessage()));
    }
  }

  private static void remove(Document schema, String marker, IntPredicate isOther) {
    var all = schema.getElementsByTagNameNS("*", "*");
    for (int i = all.getLength() - 1; i >= 0; i--) {
      if (all.item(i) instanceof Element element && element.hasAttributeNS(VERSIONS, marker)) {
        int version = Integer.parseInt(element.getAttributeNS(VERSIONS, marker));
        if (isOther.test(version)) {
          element.getParentNode().removeChild(element);
        }
      }
    }
  }

  private static Document document(String name) {
    try (InputStream in = ConfigurationSchema.class.getResourceAsStream("globalconf/" + name)) {
      return DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder().parse(in);
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }
}
