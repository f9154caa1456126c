// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * Walks a hash chain from its result down, each step once and at most 64 deep, and collects the
 * parts it names.
 *
 * <p>Every step must be reached: one that is only carried along would be a place for content that
 * nobody checks.
 */
final class ChainWalk {

  private static final int MAXIMUM_DEPTH = 64;

  private final Map<String, byte[]> files;
  private final Map<String, ChainDocument> documents = new HashMap<>();
  private final Set<String> visited = new HashSet<>();
  private final Map<String, ReadHashChain.Part> parts = new LinkedHashMap<>();

  private ChainWalk(Map<String, byte[]> files) {
    this.files = files;
  }

  /**
   * Reads a result and the chain below it.
   *
   * @param files chain documents by name; the result may lead into any of them
   */
  static ReadHashChain read(byte[] result, Map<String, byte[]> files) {
    return read(HashChainResult.read(result), files);
  }

  static ReadHashChain read(HashChainResult result, Map<String, byte[]> files) {
    try {
      return new ChainWalk(files).down(result);
    } catch (Fault e) {
      throw HashChainResult.malformed(e);
    }
  }

  private ReadHashChain down(HashChainResult result) {
    var declared = result.declared();
    var computed = step("", result.uri(), declared.algorithm(), 1);
    int steps = 0;
    for (var document : documents.values()) {
      steps += document.steps().size();
    }
    if (steps != visited.size()) {
      throw malformed("The hash chain has steps that do not belong to it");
    }
    return new ReadHashChain(declared, computed, parts);
  }

  /** The digest of the step that a reference inside {@code file} names. */
  private Digest step(String file, String uri, DigestAlgorithm algorithm, int depth) {
    int hash = uri.indexOf('#');
    if (hash < 0) {
      throw malformed("Invalid hash step URI: " + uri);
    }
    String name = hash == 0 ? file : uri.substring(0, hash);
    var document = document(name, uri);
    var entries = document.steps().get(uri.substring(hash + 1));
    if (entries == null) {
      throw malformed("Invalid hash step URI: " + uri);
    }
    if (depth > MAXIMUM_DEPTH || !visited.add(name + uri.substring(hash))) {
      throw malformed("The hash chain comes to " + uri + " twice or is too deep");
    }
    return StepValue.digest(algorithm, values(name, entries, depth));
  }

  private ChainDocument document(String name, String uri) {
    var known = documents.get(name);
    if (known != null) {
      return known;
    }
    byte[] file = files.get(name);
    if (file == null) {
      throw malformed("Invalid hash step URI: " + uri);
    }
    var document = ChainDocument.parse(file);
    documents.put(name, document);
    return document;
  }

  private List<Digest> values(String file, List<StepEntry> entries, int depth) {
    var values = new ArrayList<Digest>(entries.size());
    for (var entry : entries) {
      values.add(
          switch (entry) {
            case StepEntry.Value value -> value.digest();
            case StepEntry.DataReference data -> part(data);
            case StepEntry.StepReference step ->
                step(file, step.uri(), step.algorithm(), depth + 1);
          });
    }
    return values;
  }

  private Digest part(StepEntry.DataReference data) {
    if (parts.put(data.name(), data.part()) != null) {
      throw malformed("The hash chain names " + data.name() + " twice");
    }
    return data.part().digest();
  }

  private static Fault malformed(String text) {
    return new Fault(FaultCode.MALFORMED_HASH_CHAIN, text);
  }
}
