// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;

/**
 * Hash chains of 1 to 1,000 messages: each message is proven by its own chain, and no node of any
 * chain can be changed, left out, doubled or moved without refusal (D-026 to D-033).
 */
class HashChainExhaustiveTest {
  private static final int MOST = 1000;
  private static final List<SignedParts> MESSAGES = messages();
  private static final Pattern VALUE = Pattern.compile("<[a-z0-9:]*DigestValue>([^<]+)</");
  private static final Pattern NODE =
      Pattern.compile(
          "\\s*(<HashValue>.*?</HashValue>|<DataRef .*?</DataRef>|<StepRef [^>]*/>)",
          Pattern.DOTALL);
  private static final Pattern REFERENCE = Pattern.compile("URI=\"([^\"]+)\"");

  /** Every fourth has attachments, so that leaves are of both kinds. */
  private static List<SignedParts> messages() {
    return IntStream.range(0, MOST).mapToObj(i -> Fixtures.message(i, i % 4 == 3 ? 2 : 0)).toList();
  }

  /** Around every power of two, where the shape of the tree changes, and the largest. */
  static IntStream turns() {
    return IntStream.of(
        31, 32, 33, 63, 64, 65, 100, 127, 128, 129, 255, 256, 257, 500, 511, 512, 513, 999, MOST);
  }

  @ParameterizedTest
  @MethodSource("turns")
  void everyMessageIsProven(int count) {
    proveAll(count);
  }

  @Test
  void everyNodeOfSmallTreesCounts() {
    for (int count = 1; count <= 17; count++) {
      List<HashChainDocuments> chains = proveAll(count);
      for (int leaf = 0; leaf < count; leaf++) {
        corruptAll(chains.get(leaf), MESSAGES.get(leaf));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("turns")
  void everyNodeOfSomeChainsCounts(int count) {
    List<HashChainDocuments> chains = HashChain.forMessages(MESSAGES.subList(0, count));
    for (int leaf : new int[] {0, count / 3, count - 2, count - 1}) {
      corruptAll(chains.get(leaf), MESSAGES.get(leaf));
    }
  }

  @Test
  @Tag("long")
  void everyMessageOfEverySizeIsProven() {
    for (int count = 1; count <= MOST; count++) {
      proveAll(count);
    }
  }

  @Test
  @Tag("long")
  void everyNodeOfEveryChainCounts() {
    for (int count = 1; count <= 130; count++) {
      List<HashChainDocuments> chains = HashChain.forMessages(MESSAGES.subList(0, count));
      for (int leaf = 0; leaf < count; leaf++) {
        corruptAll(chains.get(leaf), MESSAGES.get(leaf));
      }
    }
    List<HashChainDocuments> chains = HashChain.forMessages(MESSAGES);
    for (int leaf = 0; leaf < MOST; leaf++) {
      corruptAll(chains.get(leaf), MESSAGES.get(leaf));
    }
  }

  private static List<HashChainDocuments> proveAll(int count) {
    List<SignedParts> messages = MESSAGES.subList(0, count);
    List<HashChainDocuments> chains = HashChain.forMessages(messages);
    assertEquals(count, chains.size());
    for (int leaf = 0; leaf < count; leaf++) {
      assertArrayEquals(chains.getFirst().result(), chains.get(leaf).result());
      HashChain.verify(chains.get(leaf), HashChain.SIGNATURE_CHAIN, messages.get(leaf).byName());
    }
    return chains;
  }

  private static void corruptAll(HashChainDocuments documents, SignedParts message) {
    Map<String, Digest> inputs = message.byName();
    String result = new String(documents.result(), US_ASCII);
    String chain = new String(documents.chain(), US_ASCII);
    List<String> values = changedValues(chain);
    int siblings = values.size() - inputs.size();
    int nodes = values.size() + (siblings == 0 ? 0 : siblings - (inputs.size() > 1 ? 0 : 1));
    assertEquals(1, refuseAll(changedValues(result), each -> refuse(each, chain, inputs)));
    assertEquals(values.size(), refuseAll(values, each -> refuse(result, each, inputs)));
    refuseAll(changedReferences(chain), each -> refuse(result, each, inputs));
    int shapes = refuseAll(changedShapes(chain), each -> refuse(result, each, inputs));
    int pairs = siblings + (inputs.size() > 1 ? inputs.size() - 1 : 0);
    assertEquals(2 * nodes + pairs, shapes, chain);
    refuseAll(changedInputs(inputs), each -> refuse(result, chain, each));
  }

  private static <T> int refuseAll(List<T> changed, Consumer<T> check) {
    changed.forEach(check);
    return changed.size();
  }

  /** One bit of one digest. */
  private static List<String> changedValues(String document) {
    List<String> changed = new ArrayList<>();
    Matcher matcher = VALUE.matcher(document);
    while (matcher.find()) {
      char first = document.charAt(matcher.start(1));
      char other = first == 'A' ? 'B' : 'A';
      changed.add(
          document.substring(0, matcher.start(1))
              + other
              + document.substring(matcher.start(1) + 1));
    }
    return changed;
  }

  /** One reference to another step or part, or to the one before. */
  private static List<String> changedReferences(String document) {
    List<String> changed = new ArrayList<>();
    Matcher matcher = REFERENCE.matcher(document);
    while (matcher.find()) {
      for (String other : List.of("#STEP0", "#STEP63", "/attachment9", "/message.xml")) {
        if (!matcher.group(1).equals(other)) {
          changed.add(
              document.substring(0, matcher.start(1)) + other + document.substring(matcher.end(1)));
        }
      }
    }
    return changed;
  }

  /** One node left out, doubled, or changing places with the next of its step. */
  private static List<String> changedShapes(String document) {
    List<String> changed = new ArrayList<>();
    Matcher matcher = NODE.matcher(document);
    int previousEnd = -1;
    int previousStart = -1;
    while (matcher.find()) {
      String before = document.substring(0, matcher.start());
      String after = document.substring(matcher.end());
      changed.add(before + after);
      changed.add(before + matcher.group() + matcher.group() + after);
      if (previousEnd == matcher.start()) {
        String previous = document.substring(previousStart, previousEnd);
        changed.add(document.substring(0, previousStart) + matcher.group() + previous + after);
      }
      previousStart = matcher.start();
      previousEnd = matcher.end();
    }
    return changed;
  }

  /** One part that is another, is not there, or is one too many. */
  private static List<Map<String, Digest>> changedInputs(Map<String, Digest> inputs) {
    List<Map<String, Digest>> changed = new ArrayList<>();
    for (String name : inputs.keySet()) {
      Map<String, Digest> other = new LinkedHashMap<>(inputs);
      other.put(name, DigestAlgorithm.SHA512.digest(new byte[] {1}));
      changed.add(other);
      Map<String, Digest> fewer = new LinkedHashMap<>(inputs);
      fewer.remove(name);
      changed.add(fewer);
    }
    Map<String, Digest> more = new LinkedHashMap<>(inputs);
    more.put("/attachment9", DigestAlgorithm.SHA512.digest(new byte[0]));
    changed.add(more);
    return changed;
  }

  private static void refuse(String result, String chain, Map<String, Digest> inputs) {
    HashChainDocuments changed =
        new HashChainDocuments(result.getBytes(US_ASCII), chain.getBytes(US_ASCII));
    try {
      HashChain.verify(changed, HashChain.SIGNATURE_CHAIN, inputs);
    } catch (Fault refused) {
      return;
    }
    throw new AssertionError("accepted with " + inputs + ":\n" + result + "\n" + chain);
  }
}
