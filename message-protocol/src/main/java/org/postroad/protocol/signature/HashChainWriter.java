// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.Map;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.xml.Namespaces;

/**
 * Writes the two documents of a hash chain (D-026, D-028), everything in ASCII and laid out byte
 * for byte as X-Road lays them out.
 *
 * <p>No value ever needs escaping: base64, the names of steps and parts, and identifiers.
 */
final class HashChainWriter {

  private static final String DECLARATION =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
  private static final String NAMESPACES =
      " xmlns=\"" + Namespaces.HASHCHAIN + "\" xmlns:ns2=\"" + Namespaces.DS + "\"";

  /** One level of elements; the root has none. */
  private static final String INDENT = "    ";

  /** More than a step takes with the value beside it, and a part with a short name. */
  private static final int EXPECTED_STEP = 384;

  private final StringBuilder out;
  private int steps;

  private HashChainWriter(DigestAlgorithm algorithm, int expectedSteps) {
    out = new StringBuilder((expectedSteps + 1) * EXPECTED_STEP);
    out.append(DECLARATION).append("<HashChain").append(NAMESPACES).append(">\n");
    line(1).append("<DefaultDigestMethod Algorithm=\"").append(algorithm.uri()).append("\"/>\n");
  }

  /** The result document; {@code chainName} is {@code /sig-hashchain.xml} or the like. */
  static byte[] result(String chainName, Digest root) {
    return (DECLARATION
            + ("<HashChainResult URI=\"" + chainName + "#STEP0\"" + NAMESPACES + ">\n")
            + (INDENT + "<ns2:DigestMethod Algorithm=\"" + root.algorithm().uri() + "\"/>\n")
            + (INDENT + digestValue(root) + "\n</HashChainResult>\n"))
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
    var writer = new HashChainWriter(algorithm, path.size() + parts.size());
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
    return writer.out.append("</HashChain>\n").toString().getBytes(US_ASCII);
  }

  /** One step of the tree; without parts it leads to the next step. */
  private void step(HashTree.Sibling sibling, Map<String, Digest> parts) {
    openStep();
    if (sibling.onTheLeft()) {
      hashValue(sibling.value());
    }
    if (parts.isEmpty()) {
      line(2).append("<StepRef URI=\"#STEP").append(steps).append("\"/>\n");
    } else {
      parts.forEach(this::dataRef);
    }
    if (!sibling.onTheLeft()) {
      hashValue(sibling.value());
    }
    closeStep();
  }

  private void openStep() {
    line(1).append("<HashStep id=\"STEP").append(steps++).append("\">\n");
  }

  private void closeStep() {
    line(1).append("</HashStep>\n");
  }

  private void hashValue(Digest value) {
    line(2).append("<HashValue>\n");
    line(3).append(digestValue(value)).append('\n');
    line(2).append("</HashValue>\n");
  }

  private void dataRef(String name, Digest value) {
    line(2).append("<DataRef URI=\"").append(name).append("\">\n");
    line(3).append(digestValue(value)).append('\n');
    line(2).append("</DataRef>\n");
  }

  private StringBuilder line(int level) {
    return out.repeat(INDENT, level);
  }

  private static String digestValue(Digest value) {
    return "<ns2:DigestValue>" + value.base64() + "</ns2:DigestValue>";
  }
}
