// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.xml.Canonicalizer;

/**
 * A hash chain as it was read and walked from its result down: the parts it names, in order, and
 * the digest that its steps add up to.
 */
record ReadHashChain(Digest declaredResult, Digest computedResult, Map<String, Part> parts) {

  /** What a chain says of one part; {@code canonical} when of its canonical XML (D-033). */
  record Part(Digest digest, boolean canonical) {

    boolean matches(Digest raw) {
      return !canonical && digest.matches(raw);
    }
  }

  /** What the chain says of the octets of its parts; not verified. */
  Map<String, Digest> rawDigests() {
    var digests = new LinkedHashMap<String, Digest>();
    parts.forEach((name, part) -> {
      if (!part.canonical()) {
        digests.put(name, part.digest());
      }
    });
    return digests;
  }

  /** How each part is digested. */
  Map<String, DigestAlgorithm> algorithms() {
    var algorithms = new HashMap<String, DigestAlgorithm>();
    parts.forEach((name, part) -> algorithms.put(name, part.digest().algorithm()));
    return algorithms;
  }

  /** Requires exactly these parts, given by the digests of their octets. */
  void verify(Map<String, Digest> inputs) {
    for (var part : parts.entrySet()) {
      var input = inputs.get(part.getKey());
      if (input != null && !part.getValue().matches(input)) {
        throw mismatch(part.getKey());
      }
    }
    verifyResult();
    verifyNames(inputs.keySet());
  }

  /** Requires exactly these parts, given by their octets. */
  void verifyContents(Map<String, byte[]> inputs) {
    for (var part : parts.entrySet()) {
      byte[] input = inputs.get(part.getKey());
      if (input != null && !matchesContent(part.getValue(), input)) {
        throw mismatch(part.getKey());
      }
    }
    verifyResult();
    verifyNames(inputs.keySet());
  }

  private static boolean matchesContent(Part part, byte[] content) {
    byte[] octets = part.canonical() ? canonical(content) : content;
    return part.digest().matches(part.digest().algorithm().digest(octets));
  }

  private static byte[] canonical(byte[] content) {
    return Canonicalizer.ofRoot(content, Canonicalizer.Method.INCLUSIVE);
  }

  private static Fault mismatch(String name) {
    return new Fault(
        FaultCode.INVALID_HASH_CHAIN_REF,
        "The digest of " + name + " in the hash chain does not match the part");
  }

  private void verifyResult() {
    if (!computedResult.matches(declaredResult)) {
      throw new Fault(
          FaultCode.INVALID_HASH_CHAIN, "The steps of the hash chain do not lead to its result");
    }
  }

  private void verifyNames(Set<String> inputs) {
    if (!parts.keySet().containsAll(inputs)) {
      var unused = new TreeSet<>(inputs);
      unused.removeAll(parts.keySet());
      throw new Fault(
          FaultCode.HASH_CHAIN_UNUSED_INPUTS,
          "Some inputs were not referenced by hash chain: " + String.join(", ", unused));
    }
    if (parts.size() != inputs.size()) {
      var missing = new TreeSet<>(parts.keySet());
      missing.removeAll(inputs);
      throw new Fault(
          FaultCode.INVALID_HASH_CHAIN_REF,
          "The hash chain names parts that are not there: " + String.join(", ", missing));
    }
  }
}
