// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.algorithm.SignatureAlgorithm;
import org.postroad.protocol.algorithm.SigningKey;
import org.postroad.testing.ReferenceVectors;

/**
 * What this room writes for the messages of running reference servers is what they wrote, with
 * their certificate, OCSP response, signing time and signature value put in: nothing is normalised
 * but the line breaks inside base64.
 */
@Tag(ReferenceVectors.TAG)
class RecordedSignatureTest {

  /** Signs nothing: gives the value that was recorded. */
  private record RecordedKey(byte[] value) implements SigningKey {
    @Override
    public SignatureAlgorithm algorithm() {
      return SignatureAlgorithm.RSA_SHA512;
    }

    @Override
    public byte[] sign(byte[] data) {
      return value;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "transport/rest-post-request.bin",
        "transport/rest-post-response.bin",
        "transport/rest-unknown-service-request.bin",
        "transport/soap-request.bin",
        "transport/soap-response.bin",
        "transport/soap-attachment-request.bin",
        "transport/soap-attachment-response.bin",
        "containers/DEV-725430ee-7340-4d57-a7d5-f6f53431a11c-request-1.asice",
        "containers/DEV-725430ee-7340-4d57-a7d5-f6f53431a11c-response-4.asice"
      })
  void signatureAndHashChainAreTheRecordedBytes(String file) throws IOException {
    var recorded =
        file.startsWith("transport")
            ? Recordings.transport("live/" + file)
            : Recordings.container("live/" + file);
    var document = SignatureDocument.parse(recorded.signature().document());
    var identity =
        new SigningIdentity(
            document.signer(),
            document.unsigned().certificates(),
            document.unsigned().ocspResponses(),
            new RecordedKey(document.signatureValue()));

    var ours =
        MessageSigner.sign(List.of(recorded.parts()), identity, document.signingTime()).getFirst();

    assertEquals(
        withoutLineBreaksInBase64(recorded.signature().document()),
        withoutLineBreaksInBase64(ours.document()));
    assertEquals(recorded.signature().hashChain().isPresent(), ours.hashChain().isPresent());
    if (ours.hashChain().isPresent()) {
      var theirs = recorded.signature().hashChain().orElseThrow();
      assertArrayEquals(theirs.result(), ours.hashChain().get().result());
      assertArrayEquals(theirs.chain(), ours.hashChain().get().chain());
    }
  }

  /** The tree over many signatures, of which a container shows the way to one leaf. */
  @Test
  void treeOfTimestampsIsTheRecordedBytes() throws IOException {
    var files =
        Recordings.entries(
            "live/containers/DEV-725430ee-7340-4d57-a7d5-f6f53431a11c-response-4.asice");
    byte[] none = {};
    byte[] chain = files.getOrDefault("ts-hashchain.xml", none);
    byte[] result = files.getOrDefault("ts-hashchainresult.xml", none);
    var steps = ChainDocument.parse(chain).steps();
    var path = new ArrayList<HashTree.Sibling>();
    var leaf = new HashMap<String, Digest>();
    for (int i = 0; i < steps.size(); i++) {
      var entries = steps.getOrDefault("STEP" + i, List.of());
      path.add(sibling(entries));
      dataReference(entries).ifPresent(data -> leaf.put(data.name(), data.part().digest()));
    }
    var root = leaf.values().iterator().next();
    for (var sibling : path.reversed()) {
      var both =
          sibling.onTheLeft() ? List.of(sibling.value(), root) : List.of(root, sibling.value());
      root = StepValue.digest(DigestAlgorithm.SHA512, both);
    }

    assertEquals(Set.of(HashChain.SIGNATURE_DOCUMENT), leaf.keySet());
    assertTrue(path.size() > 2);
    assertArrayEquals(chain, HashChainWriter.chain(DigestAlgorithm.SHA512, path, leaf));
    assertArrayEquals(result, HashChainWriter.result(HashChain.TIMESTAMP_CHAIN, root));
  }

  private static HashTree.Sibling sibling(List<StepEntry> step) {
    boolean onTheLeft = step.getFirst() instanceof StepEntry.Value;
    var value = (StepEntry.Value) (onTheLeft ? step.getFirst() : step.getLast());
    return new HashTree.Sibling(value.digest(), onTheLeft);
  }

  private static Optional<StepEntry.DataReference> dataReference(List<StepEntry> step) {
    return step.stream()
        .filter(StepEntry.DataReference.class::isInstance)
        .map(StepEntry.DataReference.class::cast)
        .findFirst();
  }

  @Test
  void nothingButLineBreaksInsideBase64IsNormalised() {
    assertEquals("<a>QUJD</a>", normalised("<a>QU&#13;\nJD</a>"));
    assertEquals("<a>\nQUJD\n</a>", normalised("<a>\nQU\nJD\n</a>"));
    for (String other : List.of("<a>\nQUJD</a>", "<a>QU JD</a>", "<a> QUJD</a>", "<a>QUJD</a>\n")) {
      assertNotEquals("<a>QUJD</a>", normalised(other));
    }
  }

  private static String withoutLineBreaksInBase64(byte[] document) {
    return normalised(new String(document, UTF_8));
  }

  private static String normalised(String document) {
    return document.replaceAll("(?<=[A-Za-z0-9+/=])(&#13;)?\n(?=[A-Za-z0-9+/=])", "");
  }
}
