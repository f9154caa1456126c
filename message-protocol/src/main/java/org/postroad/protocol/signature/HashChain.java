// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;

/**
 * Hash chains: one signature or time-stamp over many things, each provable alone (D-024 to D-034,
 * D-069).
 *
 * <p>A chain leads from one signed digest, the <i>result</i>, down to the parts of one message.
 * What surprises: a step is digested as DER, not as the XML it is written in, so only the result
 * document must be kept byte for byte.
 */
public final class HashChain {

  /** The name of the chain document of a batch signature. */
  public static final String SIGNATURE_CHAIN = "/sig-hashchain.xml";

  /** The name of the result document of a batch signature, referenced by the signature. */
  public static final String SIGNATURE_RESULT = "/sig-hashchainresult.xml";

  /** The name of the chain document of a batch time-stamp. */
  public static final String TIMESTAMP_CHAIN = "/ts-hashchain.xml";

  /** What a batch time-stamp is about: the whole signature document. */
  public static final String SIGNATURE_DOCUMENT = "/META-INF/signatures.xml";

  private HashChain() {}

  /**
   * One chain for each message over one common result.
   *
   * <p>The tree is digested with the algorithm of the parts, which must be the same throughout
   * (D-031).
   */
  static List<HashChainDocuments> forMessages(List<SignedParts> messages) {
    var leaves = new ArrayList<Map<String, Digest>>(messages.size());
    for (var message : messages) {
      leaves.add(message.byName());
    }
    return chains(SIGNATURE_CHAIN, leaves, IntStream.range(0, leaves.size()));
  }

  /** One chain for each of at least two signature documents over one common result (D-069). */
  public static List<HashChainDocuments> forTimestamps(List<Digest> signatureDocumentDigests) {
    return chains(
        TIMESTAMP_CHAIN,
        timestampLeaves(signatureDocumentDigests),
        IntStream.range(0, signatureDocumentDigests.size()));
  }

  /** The chains that {@link #forTimestamps} gives, each made when it is asked for by its index. */
  public static IntFunction<HashChainDocuments> forTimestampsOneByOne(
      List<Digest> signatureDocumentDigests) {
    return chain(TIMESTAMP_CHAIN, timestampLeaves(signatureDocumentDigests));
  }

  /** The chain that {@link #forTimestamps} gives the document at {@code index}, and no other. */
  public static HashChainDocuments forTimestamp(List<Digest> signatureDocumentDigests, int index) {
    return chains(TIMESTAMP_CHAIN, timestampLeaves(signatureDocumentDigests), IntStream.of(index))
        .getFirst();
  }

  private static List<Map<String, Digest>> timestampLeaves(List<Digest> documents) {
    if (documents.size() < 2) {
      throw new IllegalArgumentException(
          "A batch time-stamp is for two signatures and more, not " + documents.size());
    }
    var leaves = new ArrayList<Map<String, Digest>>(documents.size());
    for (var digest : documents) {
      leaves.add(Map.of(SIGNATURE_DOCUMENT, digest));
    }
    return leaves;
  }

  private static List<HashChainDocuments> chains(
      String chainName, List<Map<String, Digest>> leaves, IntStream wanted) {
    return wanted.mapToObj(chain(chainName, leaves)).toList();
  }

  private static IntFunction<HashChainDocuments> chain(
      String chainName, List<Map<String, Digest>> leaves) {
    var algorithm = commonAlgorithm(leaves);
    var values = new ArrayList<Digest>(leaves.size());
    for (var parts : leaves) {
      boolean single = parts.size() == 1 && leaves.size() > 1;
      var digests = List.copyOf(parts.values());
      values.add(single ? digests.getFirst() : StepValue.digest(algorithm, digests));
    }
    var tree = new HashTree(algorithm, values);
    byte[] result = HashChainWriter.result(chainName, tree.root());
    return i ->
        new HashChainDocuments(
            result, HashChainWriter.chain(algorithm, tree.pathTo(i), leaves.get(i)));
  }

  private static DigestAlgorithm commonAlgorithm(List<Map<String, Digest>> leaves) {
    var algorithm = leaves.getFirst().values().iterator().next().algorithm();
    for (var parts : leaves) {
      for (var digest : parts.values()) {
        if (digest.algorithm() != algorithm) {
          throw new IllegalArgumentException(
              "Parts digested with " + digest.algorithm() + " and " + algorithm + " in one batch");
        }
      }
    }
    return algorithm;
  }

  /**
   * Checks that the chain leads from its result to exactly these parts.
   *
   * @param chainName what the result must name, e.g. {@link #SIGNATURE_CHAIN}
   * @throws Fault {@code malformed_hash_chain}, {@code invalid_hash_chain_ref} (a part differs or
   *     is not there), {@code invalid_hash_chain} (the result differs) or {@code
   *     hashchain_unused_inputs} (a part is not protected)
   */
  public static void verify(
      HashChainDocuments documents, String chainName, Map<String, Digest> inputs) {
    read(documents, chainName).verify(inputs);
  }

  /**
   * The same for chains that run through several files, with the octets of the parts (D-033).
   *
   * @param chains chain documents by name, with a leading slash
   */
  public static void verify(
      byte[] result, Map<String, byte[]> chains, Map<String, byte[]> contents) {
    ChainWalk.read(result, chains).verifyContents(contents);
  }

  static ReadHashChain read(HashChainDocuments documents, String chainName) {
    return ChainWalk.read(documents.result(), Map.of(chainName, documents.chain()));
  }
}
