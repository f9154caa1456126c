// SPDX-License-Identifier: MIT
package org.postroad.cli.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.europa.esig.dss.diagnostic.SignatureWrapper;
import eu.europa.esig.dss.diagnostic.jaxb.XmlDigestMatcher;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.spi.client.http.IgnoreDataLoader;
import eu.europa.esig.dss.spi.policy.SignaturePolicyProvider;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.algorithm.SignatureAlgorithm;
import org.postroad.protocol.container.ContainerContent;
import org.postroad.protocol.container.ContainerWriter;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.SoftwareToken;
import org.postroad.protocol.token.TokenKey;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestCertificate;
import org.postroad.testing.TestContainers;
import org.postroad.testing.TestKey;

/**
 * A second opinion on our containers, by a validator made elsewhere.
 *
 * <p>It knows nothing of hash chains and reads time-stamps otherwise than X-Road makes them, so it
 * is asked only whether signature and references are intact.
 */
class DssOpinionTest {
  private static final TestContainers CONTAINERS = new TestContainers(TestAuthority.create());

  @Test
  void directSignatureIsIntact() {
    assertIntact(CONTAINERS.single(TestContainers.soap("id-1")), "/message.xml");
    assertIntact(CONTAINERS.single(TestContainers.rest("")), "/message.xml");
  }

  @Test
  void batchSignatureIsIntact() {
    assertIntact(CONTAINERS.single(TestContainers.rest("body")), "/sig-hashchainresult.xml");
    List<TestContainers.Sent> sent =
        List.of(TestContainers.soap("id-1"), TestContainers.soap("id-2", "one", "two"));
    for (ContainerContent content : CONTAINERS.batch(sent)) {
      assertIntact(content, "/sig-hashchainresult.xml");
    }
  }

  /** Each family of algorithms, directly and in a batch. */
  @ParameterizedTest
  @CsvSource({
    "RSA_2048, RSA_SHA256",
    "RSA_3072, RSA_SHA512",
    "RSA_2048, RSA_PSS_SHA384",
    "RSA_2048, RSA_PSS_SHA512",
    "EC_P256, ECDSA_SHA256",
    "EC_P384, ECDSA_SHA384",
    "EC_P384, ECDSA_SHA512"
  })
  void signaturesOfEveryKindOfKeyAreIntact(KeyKind kind, SignatureAlgorithm algorithm) {
    TokenKey key = SoftwareToken.create().generate(kind, new SecureRandom());
    TestAuthority authority = TestAuthority.create();
    TestKey certified =
        TestCertificate.subject("C=FI, O=Organisation, CN=1234, serialNumber=TEST/SERVER/GOV")
            .signing()
            .key(new KeyPair(key.publicKey(), null))
            .issuedBy(authority.root());
    TestContainers containers = new TestContainers(authority, certified, key.signer(algorithm));
    assertIntact(containers.single(TestContainers.soap("id-1")), "/message.xml");
    assertIntact(containers.single(TestContainers.rest("body")), "/sig-hashchainresult.xml");
  }

  @Test
  void changedMessageIsNot() {
    ContainerContent content = CONTAINERS.single(TestContainers.soap("id-1"));
    SignatureWrapper signature =
        signature(
            new ContainerContent(
                TestContainers.soap("id-2").message(),
                content.signature(),
                content.timestamp(),
                content.attachments(),
                content.time()));
    assertFalse(signature.isSignatureIntact() && signature.isSignatureValid());
  }

  private static void assertIntact(ContainerContent content, String reference) {
    SignatureWrapper signature = signature(content);
    assertTrue(signature.isSignatureIntact());
    assertTrue(signature.isSignatureValid());
    List<XmlDigestMatcher> references = signature.getDigestMatchers();
    assertEquals(
        List.of(reference, "#signed-properties"),
        references.stream().map(XmlDigestMatcher::getUri).toList());
    assertTrue(references.stream().allMatch(XmlDigestMatcher::isDataFound));
    assertTrue(references.stream().allMatch(XmlDigestMatcher::isDataIntact));
  }

  private static SignatureWrapper signature(ContainerContent content) {
    var validator =
        SignedDocumentValidator.fromDocument(
            new InMemoryDocument(ContainerWriter.toByteArray(content), "evidence.asice"));
    var verifier = new CommonCertificateVerifier();
    verifier.setAIASource(null);
    validator.setCertificateVerifier(verifier);
    // The signatures name a policy by its address; the default would ask for it there.
    var policies = new SignaturePolicyProvider();
    policies.setDataLoader(new IgnoreDataLoader());
    validator.setSignaturePolicyProvider(policies);
    List<SignatureWrapper> signatures =
        validator.validateDocument().getDiagnosticData().getSignatures();
    assertEquals(1, signatures.size());
    return signatures.getFirst();
  }
}
