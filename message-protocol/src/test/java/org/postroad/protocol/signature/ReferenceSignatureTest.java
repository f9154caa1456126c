// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.certificate.Trust;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.signature.Recordings.Recorded;
import org.postroad.protocol.xml.Namespaces;
import org.postroad.testing.ReferenceVectors;

/** Signatures made by running servers of the reference and of newer peers. */
@Tag(ReferenceVectors.TAG)
class ReferenceSignatureTest {

  private static Fault refusal(Recorded recorded) {
    return assertThrows(
        Fault.class,
        () -> SignatureVerifier.checkIntegrity(recorded.signature(), recorded.parts()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "soap-request",
        "soap-response",
        "soap-attachment-request",
        "soap-attachment-response",
        "rest-post-request",
        "rest-post-response",
        "rest-unknown-service-request"
      })
  void acceptsRecordedMessages(String name) throws IOException {
    var recorded = Recordings.transport("live/transport/" + name + ".bin");
    var intact = SignatureVerifier.checkIntegrity(recorded.signature(), recorded.parts());
    assertEquals(1, intact.ocspResponses().size());
    assertEquals(recorded.signature().hashChain().isPresent(), intact.batch());
    assertEquals(!recorded.parts().attachments().isEmpty(), intact.batch());
    assertTrue(intact.signingTime().isAfter(Instant.parse("2026-11-21T02:00:00Z")));
  }

  /** With the configuration that both servers had, read from the files they had it from. */
  private static Trust ownConfiguration() throws IOException {
    Path root = ReferenceVectors.path("live/globalconf");
    var files = new HashMap<String, byte[]>();
    try (var all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return GlobalConfiguration.read(files).trust();
  }

  @ParameterizedTest
  @CsvSource({
    "soap-request, DEV/COM/4321/TestClient",
    "soap-response, DEV/COM/1234/TestService",
    "soap-attachment-request, DEV/COM/4321/TestClient",
    "soap-attachment-response, DEV/COM/1234/TestService",
    "rest-post-request, DEV/COM/4321/TestClient",
    "rest-post-response, DEV/COM/1234/TestService",
    "rest-unknown-service-request, DEV/COM/4321/TestClient"
  })
  void trustsRecordedMessagesAtTheirTimeWithTheirOwnConfiguration(String name, String sender)
      throws IOException {
    var verifier = new SignatureVerifier(ownConfiguration());
    var recorded = Recordings.transport("live/transport/" + name + ".bin");
    var at = Instant.parse("2026-11-21T02:47:00Z");
    var member = ClientId.parse(sender).member();
    var verified =
        verifier.verify(recorded.signature(), recorded.parts(), ClientId.parse(sender), at);
    assertEquals(member, verified.signer());
    var fault =
        assertThrows(
            Fault.class,
            () ->
                verifier.verify(
                    recorded.signature(), recorded.parts(), member, at.plusSeconds(3600)));
    assertEquals(FaultCode.INVALID_CERT_PATH, fault.path().getFirst());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "live/containers/DEV-725430ee-7340-4d57-a7d5-f6f53431a11c-request-1.asice",
        "live/containers/DEV-725430ee-7340-4d57-a7d5-f6f53431a11c-response-4.asice",
        "containers/valid-batch-ts.asice",
        "containers/valid-non-batch-rest.asice"
      })
  void acceptsSignaturesInContainers(String path) throws IOException {
    var recorded = Recordings.container(path);
    SignatureVerifier.checkIntegrity(recorded.signature(), recorded.parts());
    assertEquals(recorded.parts(), SignatureVerifier.partsOf(recorded.signature()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "live/containers/DEV-725430ee-7340-4d57-a7d5-f6f53431a11c-request-1.asice",
        "live/containers/DEV-725430ee-7340-4d57-a7d5-f6f53431a11c-response-4.asice",
        "containers/valid-batch-ts.asice",
        "containers/valid-non-batch-rest.asice"
      })
  void acceptsTimestampChains(String path) throws IOException {
    var entries = Recordings.entries(path);
    var none = new byte[0];
    var documents =
        new HashChainDocuments(
            entries.getOrDefault("ts-hashchainresult.xml", none),
            entries.getOrDefault("ts-hashchain.xml", none));
    byte[] signature = entries.getOrDefault("META-INF/signatures.xml", none);
    HashChain.verify(
        documents,
        HashChain.TIMESTAMP_CHAIN,
        Map.of(HashChain.SIGNATURE_DOCUMENT, DigestAlgorithm.SHA512.digest(signature)));
    HashChain.verify(
        documents.result(),
        Map.of(HashChain.TIMESTAMP_CHAIN, documents.chain()),
        Map.of(HashChain.SIGNATURE_DOCUMENT, signature));
  }

  @Test
  void attachmentLeftOutOfContainerIsKnownByItsDigest() throws IOException {
    var recorded = Recordings.container("containers/valid-signed-hashchain.asice");
    assertEquals(0, recorded.parts().attachments().size());
    assertEquals(FaultCode.INVALID_HASH_CHAIN_REF, refusal(recorded).code());
    var named = SignatureVerifier.partsOf(recorded.signature());
    assertEquals(1, named.attachments().size());
    assertEquals(recorded.parts().message(), named.message());
    var intact = SignatureVerifier.checkIntegrity(recorded.signature(), named);
    assertTrue(intact.signatureTimestamp().isPresent());
  }

  @ParameterizedTest
  @CsvSource({
    "invalid-signed-hashchain, malformed_signature.invalid_hash_chain_ref",
    "invalid-hashchain-modified-message, malformed_signature.hashchain_unused_inputs",
    "invalid-not-signed-hashchain, malformed_signature",
    "wrong-message, invalid_signature_value"
  })
  void refusesBrokenContainersWithTheFaultOfTheReference(String name, String code)
      throws IOException {
    var fault = refusal(Recordings.container("containers/" + name + ".asice"));
    assertEquals(List.of(code.split("\\.")), fault.path().stream().map(FaultCode::wire).toList());
  }

  @Test
  void refusesPartThatNoReferenceNames() throws IOException {
    var recorded = Recordings.container("containers/valid-non-batch-rest.asice");
    var more =
        new SignedParts(
            recorded.parts().message(),
            List.of(recorded.parts().attachments().getFirst(), recorded.parts().message()));
    assertEquals(
        FaultCode.MALFORMED_SIGNATURE, refusal(new Recorded(recorded.signature(), more)).code());
    var fewer = SignedParts.of(recorded.parts().message());
    assertEquals(
        FaultCode.MALFORMED_SIGNATURE, refusal(new Recorded(recorded.signature(), fewer)).code());
  }

  private static byte[] hashChainFile(String name) throws IOException {
    return Files.readAllBytes(ReferenceVectors.path("hashchain/hc-verifier" + name + ".xml"));
  }

  @Test
  void everyHashChainVectorHasItsVerdict() throws IOException {
    try (var files = Files.list(ReferenceVectors.path("hashchain"))) {
      assertEquals(
          Set.of(
              "1-hashchain",
              "1-hashchainresult",
              "1-message",
              "2-hashchain",
              "2-hashchainresult",
              "3-hashchain",
              "3-hashchain-invalid",
              "3-hashchainresult",
              "3-message",
              "4-hashchain1",
              "4-hashchain2",
              "4-hashchainresult",
              "4-message",
              "5-hashchain-invalid-schema"),
          files
              .map(file -> file.getFileName().toString())
              .map(name -> name.replace("hc-verifier", "").replace(".xml", ""))
              .collect(Collectors.toSet()),
          "the two tests below judge these files, and a file that is not listed is not judged");
    }
  }

  @Test
  void hashChainVectors() throws IOException {
    var contents = Map.of("/message.xml", hashChainFile("1-message"));
    HashChain.verify(
        hashChainFile("1-hashchainresult"),
        Map.of("/hashchain.xml", hashChainFile("1-hashchain")),
        contents);
    HashChain.verify(
        hashChainFile("3-hashchainresult"),
        Map.of("/hashchain.xml", hashChainFile("3-hashchain")),
        Map.of("/message.xml", hashChainFile("3-message")));
    HashChain.verify(
        hashChainFile("4-hashchainresult"),
        Map.of(
            "/hashchain.xml", hashChainFile("4-hashchain1"),
            "/hashchain2.xml", hashChainFile("4-hashchain2")),
        Map.of("/message.xml", hashChainFile("4-message")));
  }

  /** The digests of the second vector have one octet each, which no algorithm gives. */
  @ParameterizedTest
  @CsvSource({
    "1-hashchainresult, 1-hashchain, 3-message, INVALID_HASH_CHAIN_REF",
    "3-hashchainresult, 1-hashchain, 1-message, INVALID_HASH_CHAIN",
    "3-hashchainresult, 3-hashchain-invalid, 3-message, INVALID_HASH_CHAIN_REF",
    "4-hashchainresult, 4-hashchain1, 4-message, MALFORMED_HASH_CHAIN",
    "3-hashchainresult, 5-hashchain-invalid-schema, 3-message, MALFORMED_HASH_CHAIN",
    "2-hashchainresult, 2-hashchain, 1-message, MALFORMED_HASH_CHAIN"
  })
  void brokenHashChainVectors(String result, String chain, String message, FaultCode code)
      throws IOException {
    var chains = Map.of("/hashchain.xml", hashChainFile(chain));
    var contents = Map.of("/message.xml", hashChainFile(message));
    byte[] resultDocument = hashChainFile(result);
    assertEquals(
        code,
        assertThrows(Fault.class, () -> HashChain.verify(resultDocument, chains, contents)).code());
  }

  @Test
  void canonicalBytesAreThoseOfSantuario() throws Exception {
    for (var path :
        List.of(
            "containers/valid-signed-hashchain.asice",
            "containers/valid-non-batch-rest.asice",
            "live/containers/DEV-725430ee-7340-4d57-a7d5-f6f53431a11c-request-1.asice")) {
      var signature = Recordings.container(path).signature().document();
      String method =
          path.contains("non-batch")
              ? "http://www.w3.org/2001/10/xml-exc-c14n#"
              : SignatureTemplate.INCLUSIVE_C14N;
      var parsed = Santuario.parse(signature);
      var document = SignatureDocument.parse(signature);
      assertArrayEquals(
          Santuario.canonical(Santuario.first(parsed, Namespaces.DS, "SignedInfo"), method),
          document.signedInfo());
      assertArrayEquals(
          Santuario.canonical(
              Santuario.first(parsed, Namespaces.XADES, "SignedProperties"), method),
          document.signedProperties());
    }
  }
}
