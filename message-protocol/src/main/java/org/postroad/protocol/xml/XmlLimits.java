// SPDX-License-Identifier: MIT

package org.postroad.protocol.xml;

/**
 * What one XML document may cost its reader. The JDK's own defaults refuse legal SOAP (depth above
 * 100, more than 200 attributes), so these are set on purpose.
 *
 * @param depth nested elements
 * @param attributes attributes on one element, namespace declarations included
 * @param namespaces namespace declarations in scope at once
 * @param nameBytes bytes of one qualified name
 * @param valueBytes bytes of one attribute value
 * @param documentBytes bytes of the whole document
 */
public record XmlLimits(
    int depth, int attributes, int namespaces, int nameBytes, int valueBytes, int documentBytes) {
  /** Limits for messages and configuration documents. */
  public static final XmlLimits DEFAULT =
      new XmlLimits(128, 256, 256, 1024, 1 << 20, 256 * 1024 * 1024);

  public XmlLimits {
    if (depth < 1 || attributes < 1 || namespaces < 1 || nameBytes < 1) {
      throw new IllegalArgumentException("XML limits must be positive");
    }
    if (valueBytes < 1 || documentBytes < 1) {
      throw new IllegalArgumentException("XML limits must be positive");
    }
  }

  /** The same limits with another bound on the size of the document. */
  public XmlLimits withDocumentBytes(int bytes) {
    return new XmlLimits(depth, attributes, namespaces, nameBytes, valueBytes, bytes);
  }
}
