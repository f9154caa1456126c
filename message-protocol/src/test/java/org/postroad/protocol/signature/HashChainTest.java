// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

class HashChainTest {

  private static FaultCode refusal(HashChainDocuments documents, Map<String, Digest> inputs) {
    return assertThrows(
            Fault.class, () -> HashChain.verify(documents, HashChain.SIGNATURE_CHAIN, inputs))
        .code();
  }

  @Test
  void stepIsTheDerOfItsDigestsAndTheirAlgorithms() {
    var value = DigestAlgorithm.SHA256.digest(new byte[0]);
    String single =
        "304d0420e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
            + "0c27"
            + HexFormat.of().formatHex(DigestAlgorithm.SHA256.uri().getBytes(US_ASCII))
            + "3000";
    assertEquals("304f" + single, HexFormat.of().formatHex(StepValue.encode(List.of(value))));
    assertEquals(
        "30819e" + single + single,
        HexFormat.of().formatHex(StepValue.encode(List.of(value, value))));
    var many = new ArrayList<Digest>();
    for (int i = 0; i < 900; i++) {
      many.add(value);
    }
    assertEquals(
        "30830" + Integer.toHexString(900 * 79),
        HexFormat.of().formatHex(StepValue.encode(many), 0, 5));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 31, 33, 100})
  void everyMessageOfTheBatchIsProvenByItsOwnChain(int count) {
    var messages = Fixtures.batch(count);
    var chains = HashChain.forMessages(messages);
    assertEquals(count, chains.size());
    for (int i = 0; i < count; i++) {
      HashChain.verify(chains.get(i), HashChain.SIGNATURE_CHAIN, messages.get(i).byName());
      assertArrayEquals(chains.getFirst().result(), chains.get(i).result());
    }
  }

  /** The shape as a definition over 2^k positions, some of them empty. */
  private static Optional<Digest> node(List<Digest> leaves, int from, int width) {
    if (from >= leaves.size()) {
      return Optional.empty();
    }
    if (width == 1) {
      return Optional.of(leaves.get(from));
    }
    var left = node(leaves, from, width / 2);
    var right = node(leaves, from + width / 2, width / 2);
    return right.isEmpty()
        ? left
        : Optional.of(
            StepValue.digest(
                DigestAlgorithm.SHA512, List.of(left.orElseThrow(), right.orElseThrow())));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 63, 64, 65})
  void treeIsFilledFromTheLeftOverTheNextPowerOfTwo(int count) {
    var leaves = IntStream.range(0, count).mapToObj(i -> Fixtures.digest("leaf " + i)).toList();
    int width = 1;
    while (width < count) {
      width *= 2;
    }
    var tree = new HashTree(DigestAlgorithm.SHA512, leaves);
    assertEquals(node(leaves, 0, width).orElseThrow(), tree.root());
    for (int i = 0; i < count; i++) {
      var value = leaves.get(i);
      for (var sibling : tree.pathTo(i).reversed()) {
        var pair =
            sibling.onTheLeft() ? List.of(sibling.value(), value) : List.of(value, sibling.value());
        value = StepValue.digest(DigestAlgorithm.SHA512, pair);
      }
      assertEquals(tree.root(), value);
    }
  }

  @Test
  void writesTheChainOfThreeMessagesFromTheRootDown() {
    var chains =
        HashChain.forMessages(
            List.of(Fixtures.message(0, 0), Fixtures.message(1, 2), Fixtures.message(2, 0)));
    assertEquals(
        List.of("STEP0 StepRef HashValue", "STEP1 DataRef HashValue"), shape(chains.get(0)));
    assertEquals(
        List.of(
            "STEP0 StepRef HashValue", "STEP1 HashValue StepRef", "STEP2 DataRef DataRef DataRef"),
        shape(chains.get(1)));
    assertEquals(List.of("STEP0 HashValue DataRef"), shape(chains.get(2)));
  }

  private static List<String> shape(HashChainDocuments documents) {
    var steps = new ArrayList<String>();
    var names = Pattern.compile("<(HashStep id=\"(\\w+)\"|HashValue|StepRef|DataRef)");
    var matcher = names.matcher(new String(documents.chain(), UTF_8));
    while (matcher.find()) {
      if (matcher.group(2) != null) {
        steps.add(matcher.group(2));
      } else {
        steps.add(steps.removeLast() + " " + matcher.group(1));
      }
    }
    return steps;
  }

  @Test
  void oneMessageWithAttachmentsIsOneStep() {
    var message = Fixtures.message(0, 3);
    var documents = HashChain.forMessages(List.of(message)).getFirst();
    assertEquals(List.of("STEP0 DataRef DataRef DataRef DataRef"), shape(documents));
    HashChain.verify(documents, HashChain.SIGNATURE_CHAIN, message.byName());
    assertEquals(
        """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <HashChainResult URI="/sig-hashchain.xml#STEP0" xmlns="http://cyber.ee/hashchain" \
        xmlns:ns2="http://www.w3.org/2000/09/xmldsig#">
            <ns2:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha512"/>
            <ns2:DigestValue>%s</ns2:DigestValue>
        </HashChainResult>
        """
            .formatted(
                StepValue.digest(DigestAlgorithm.SHA512, List.copyOf(message.byName().values()))
                    .base64()),
        new String(documents.result(), UTF_8));
  }

  @Test
  void timestampChainsAreAboutTheSignatureDocument() {
    var digests = IntStream.range(0, 5).mapToObj(i -> Fixtures.digest("signature " + i)).toList();
    var chains = HashChain.forTimestamps(digests);
    for (int i = 0; i < 5; i++) {
      var inputs = Map.of(HashChain.SIGNATURE_DOCUMENT, digests.get(i));
      HashChain.verify(chains.get(i), HashChain.TIMESTAMP_CHAIN, inputs);
      var documents = chains.get(i);
      assertEquals(FaultCode.MALFORMED_HASH_CHAIN, refusal(documents, inputs));
      assertArrayEquals(documents.chain(), HashChain.forTimestamp(digests, i).chain());
      assertArrayEquals(documents.result(), HashChain.forTimestamp(digests, i).result());
    }
    assertThrows(
        IllegalArgumentException.class, () -> HashChain.forTimestamps(digests.subList(0, 1)));
  }

  @Test
  void equalSignatureDocumentsInOneBatchAreFine() {
    var same = Fixtures.digest("shared by a batch");
    for (var documents : HashChain.forTimestamps(List.of(same, same, same))) {
      HashChain.verify(
          documents, HashChain.TIMESTAMP_CHAIN, Map.of(HashChain.SIGNATURE_DOCUMENT, same));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SHA256", "SHA384", "SHA512"})
  void treeHasTheAlgorithmOfTheParts(DigestAlgorithm algorithm) {
    var part = SignedParts.of(algorithm.digest(new byte[1]));
    var other = SignedParts.of(algorithm.digest(new byte[2]));
    var chains = HashChain.forMessages(List.of(part, other));
    HashChain.verify(chains.getFirst(), HashChain.SIGNATURE_CHAIN, part.byName());
    var mixed = List.of(part, SignedParts.of(DigestAlgorithm.SHA1.digest(new byte[2])));
    assertThrows(IllegalArgumentException.class, () -> HashChain.forMessages(mixed));
  }

  @Test
  void refusesPartsThatDiffer() {
    var messages = Fixtures.batch(5);
    var chains = HashChain.forMessages(messages);
    assertEquals(
        FaultCode.INVALID_HASH_CHAIN_REF, refusal(chains.get(0), messages.get(3).byName()));
    assertEquals(
        FaultCode.INVALID_HASH_CHAIN_REF,
        refusal(
            chains.get(2),
            new SignedParts(messages.get(2).message(), messages.get(2).attachments().reversed())
                .byName()));
  }

  @Test
  void refusesPartsTooManyOrTooFew() {
    var message = Fixtures.message(1, 2);
    var documents = HashChain.forMessages(List.of(Fixtures.message(0, 0), message)).get(1);
    var fewer = new SignedParts(message.message(), message.attachments().subList(0, 1));
    assertEquals(FaultCode.INVALID_HASH_CHAIN_REF, refusal(documents, fewer.byName()));
    var more =
        new SignedParts(
            message.message(),
            List.of(
                message.attachments().get(0), message.attachments().get(1), Fixtures.digest("x")));
    assertEquals(FaultCode.HASH_CHAIN_UNUSED_INPUTS, refusal(documents, more.byName()));
  }

  @Test
  void refusesAlgorithmOtherThanThatOfThePart() {
    var documents = HashChain.forMessages(List.of(Fixtures.message(0, 1))).getFirst();
    var inputs =
        new SignedParts(
            DigestAlgorithm.SHA256.digest(Fixtures.content("message 0")),
            Fixtures.message(0, 1).attachments());
    assertEquals(FaultCode.INVALID_HASH_CHAIN_REF, refusal(documents, inputs.byName()));
  }

  @Test
  void refusesTheResultOfAnotherBatch() {
    var message = Fixtures.message(0, 1);
    var own = HashChain.forMessages(List.of(message, Fixtures.message(1, 0))).getFirst();
    var other = HashChain.forMessages(List.of(message, Fixtures.message(2, 0))).getFirst();
    assertNotEquals(new String(own.result(), UTF_8), new String(other.result(), UTF_8));
    assertEquals(
        FaultCode.INVALID_HASH_CHAIN,
        refusal(new HashChainDocuments(other.result(), own.chain()), message.byName()));
  }

  @Test
  void noSingleBitOfTheChainCanChangeWhatItProves() {
    var message = Fixtures.message(1, 1);
    var documents = HashChain.forMessages(List.of(Fixtures.message(0, 0), message)).get(1);
    var forged = new SignedParts(Fixtures.digest("forged"), message.attachments());
    for (int i = 0; i < documents.chain().length * 8; i++) {
      byte[] chain = documents.chain().clone();
      chain[i / 8] ^= (byte) (1 << i % 8);
      var changed = new HashChainDocuments(documents.result(), chain);
      assertThrows(
          Fault.class, () -> HashChain.verify(changed, HashChain.SIGNATURE_CHAIN, forged.byName()));
    }
  }
}
