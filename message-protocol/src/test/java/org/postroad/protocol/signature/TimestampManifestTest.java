// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.apache.xml.security.exceptions.XMLSecurityException;
import org.apache.xml.security.signature.Manifest;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.signature.Fixtures.Kind;
import org.postroad.protocol.xml.Namespaces;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Manifests {@code ts-root-manifest} and {@code ts-manifest-…}, which versions before the first
 * release wrote behind the properties, are refused even where their digests hold (D-075).
 *
 * <p>The signature does not cover them, no time-stamp that is read today hangs on them, and no
 * released version writes them: to read them would let anybody add content that proves nothing.
 */
class TimestampManifestTest {
  private static final Fixtures.Signer SIGNER = Fixtures.signer(Kind.RSA);
  private static final SignedParts PARTS = Fixtures.message(1, 0);
  private static final String GOOD = new String(Fixtures.sign(Kind.RSA, PARTS).document(), UTF_8);

  @Test
  void theSignatureItselfIsGood() {
    assertEquals(SIGNER.certificate(), check(GOOD).signer());
  }

  @Test
  void intactManifestsAreRefused() throws Exception {
    String old = withManifests();
    assertTrue(
        Santuario.verifies(old.getBytes(UTF_8), SIGNER.certificate(), Fixtures.contents(1, 0)));
    assertTrue(manifestsHold(old), "as the old structure was meant");
    assertRefused(old);
  }

  @Test
  void brokenManifestsAreRefusedAlike() throws Exception {
    String old = withManifests();
    int at = old.indexOf("<ds:DigestValue>", old.indexOf("ts-manifest-1")) + 16;
    char other = old.charAt(at) == 'A' ? 'B' : 'A';
    String broken = old.substring(0, at) + other + old.substring(at + 1);
    assertTrue(!manifestsHold(broken));
    assertRefused(broken);
    assertRefused(old.replace("ts-root-manifest", "something-else"));
  }

  private static void assertRefused(String document) {
    Fault fault = assertThrows(Fault.class, () -> check(document));
    assertEquals(FaultCode.MALFORMED_SIGNATURE, fault.code());
  }

  private static IntactSignature check(String document) {
    return SignatureVerifier.checkIntegrity(
        new MessageSignature(document.getBytes(UTF_8), Optional.empty()), PARTS);
  }

  private static String withManifests() throws Exception {
    Element value = Santuario.first(parse(GOOD), Namespaces.DS, "SignatureValue");
    String one = insert(GOOD, manifest("ts-manifest-1", "signature-value", value));
    Element manifest = Santuario.first(parse(one), Namespaces.DS, "Manifest");
    return insert(one, manifest("ts-root-manifest", "ts-manifest-1", manifest));
  }

  private static String insert(String document, String manifest) {
    return document.replace("</ds:Object>", manifest + "</ds:Object>");
  }

  private static String manifest(String id, String referenced, Element element)
      throws XMLSecurityException {
    byte[] canonical = Santuario.canonical(element, SignatureTemplate.INCLUSIVE_C14N);
    return ("<ds:Manifest Id=\"" + id + "\"><ds:Reference URI=\"#" + referenced + "\">")
        + ("<ds:DigestMethod Algorithm=\"" + DigestAlgorithm.SHA512.uri() + "\"/><ds:DigestValue>")
        + DigestAlgorithm.SHA512.digest(canonical).base64()
        + "</ds:DigestValue></ds:Reference></ds:Manifest>";
  }

  private static boolean manifestsHold(String document) throws Exception {
    Document parsed = parse(document);
    Santuario.first(parsed, Namespaces.DS, "SignatureValue").setIdAttribute("Id", true);
    NodeList manifests = parsed.getElementsByTagNameNS(Namespaces.DS, "Manifest");
    boolean hold = manifests.getLength() == 2;
    for (int i = 0; i < manifests.getLength(); i++) {
      ((Element) manifests.item(i)).setIdAttribute("Id", true);
    }
    for (int i = 0; i < manifests.getLength(); i++) {
      hold &= new Manifest((Element) manifests.item(i), "").verifyReferences();
    }
    return hold;
  }

  private static Document parse(String document) throws Exception {
    return Santuario.parse(document.getBytes(UTF_8));
  }
}
