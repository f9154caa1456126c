// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.Map;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.xml.Namespaces;

/**
 * Writes the two documents of a hash chain (D-026, D-028), everything in ASCII.
 *
 * <p>No value ever needs escaping: base64, the names of steps and parts, and identifiers.
 */
final class HashChainWriter {

  private static final String DECLARATION =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
  private static final String NAMESPACES =
      " xmlns=\"" + Namespaces.HASHCHAIN + "\" xmlns:ds=\"" + Namespaces.DS + "\"";

  private final StringBuilder out = new StringBuilder(1024);
  private int steps;

  private HashChainWriter(DigestAlgorithm algorithm) {
    out.append(DECLARATION).append("<HashChain").append(NAMESPACES).append('>');
    out.append("<DefaultDigestMethod Algorithm=\"").append(algorithm.uri()).append("\"/>");
  }

  /** The result document; {@code chainName} is {@code /sig-hashchain.xml} or the like. */
  static byte[] result(String chainName, Digest root) {
    return (DECLARATION
            + ("<HashChainResult" + NAMESPACES + " URI=\"" + chainName + "#STEP0\">")
            + ("<ds:DigestMethod Algorithm=\"" + root.algorithm().uri() + "\"/>")
            + ("<ds:DigestValue>" + root.base64() + "</ds:DigestValue></HashChainResult>"))
        .getBytes(US_ASCII);
  }

  /**
   * The chain document from the root down to one leaf.
   *
   * @param path siblings from the root down; may be empty
   * @param parts what the leaf stands for: one part stands in the last step itself, several get a
   *     step of their own
   */
  static byte[] chain(
      DigestAlgorithm algorithm, List<HashTree.Sibling> path, Map<String, Digest> parts) {
    var writer = new HashChainWriter(algorithm);
    boolean ownStep = parts.size() > 1 || path.isEmpty();
    for (int i = 0; i < path.size(); i++) {
      boolean isLast = i == path.size() - 1 && !ownStep;
      writer.step(path.get(i), isLast ? parts : Map.of());
    }
    if (ownStep) {
      writer.openStep();
      parts.forEach(writer::dataRef);
      writer.closeStep();
    }
    return writer.out.append("</HashChain>").toString().getBytes(US_ASCII);
  }

  /** One step of the tree; without parts it leads to the next step. */
  private void step(HashTree.Sibling sibling, Map<String, Digest> parts) {
    openStep();
    if (sibling.onTheLeft()) {
      hashValue(sibling.value());
    }
    if (parts.isEmpty()) {
      out.append("<StepRef URI=\"#STEP").append(steps).append("\"/>");
    } else {
      parts.forEach(this::dataRef);
    }
    if (!sibling.onTheLeft()) {
      hashValue(sibling.value());
    }
    closeStep();
  }

  private void openStep() {
    out.append("<HashStep id=\"STEP").append(steps++).append("\">");
  }

  private void closeStep() {
    out.append("</HashStep>");
  }

  private void hashValue(Digest value) {
    out.append("<HashValue>");
    digestValue(value);
    out.append("</HashValue>");
  }

  private void dataRef(String name, Digest value) {
    out.append("<DataRef URI=\"").append(name).append("\">");
    digestValue(value);
    out.append("</DataRef>");
  }

  private void digestValue(Digest value) {
    out.append("<ds:DigestValue>").append(value.base64()).append("</ds:DigestValue>");
  }
}
