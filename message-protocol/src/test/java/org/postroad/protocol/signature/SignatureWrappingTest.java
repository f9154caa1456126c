// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.signature.Fixtures.Kind;

/**
 * Moves, copies and removes every element of a signature to every place, puts foreign things at
 * every place, and flips every bit. What is still accepted must say the same of everything that is
 * protected; and nothing makes the signature hold for another message.
 */
class SignatureWrappingTest {

  private static final SignedParts PARTS = Fixtures.message(1, 0);
  private static final SignedParts FORGED = Fixtures.message(2, 0);
  private static final String GOOD =
      new String(
          SignatureTimestamp.insert(
              MessageSigner.sign(
                      List.of(PARTS),
                      Fixtures.signer(Kind.RSA).identityOfThreeLevels(),
                      Fixtures.NOW)
                  .getFirst()
                  .document(),
              Fixtures.ocsp(9)),
          UTF_8);
  private static final byte[] GOOD_BYTES = bytes(GOOD);
  private static final SignatureDocument EXPECTED = SignatureDocument.parse(GOOD_BYTES);
  private static final Pattern TAG = Pattern.compile("<[^>]+>");

  private record Span(int from, int to) {}

  private static byte[] bytes(String document) {
    return document.getBytes(UTF_8);
  }

  private static boolean isAccepted(byte[] document, SignedParts parts) {
    try {
      var signature = new MessageSignature(document, Optional.empty());
      SignatureVerifier.checkIntegrity(signature, parts);
      return true;
    } catch (Fault e) {
      return false;
    }
  }

  private static boolean isHarmless(String document) {
    return isHarmless(bytes(document));
  }

  /** Whether the document is accepted; if so, everything protected must be as it was. */
  private static boolean isHarmless(byte[] document) {
    SignatureDocument read;
    try {
      read = SignatureDocument.parse(document);
    } catch (Fault e) {
      return false;
    }
    String text = new String(document, UTF_8);
    assertFalse(isAccepted(document, FORGED), text);
    if (!isAccepted(document, PARTS)) {
      return false;
    }
    assertArrayEquals(EXPECTED.signedInfo(), read.signedInfo(), text);
    assertArrayEquals(EXPECTED.signedProperties(), read.signedProperties(), text);
    assertArrayEquals(EXPECTED.signatureValue(), read.signatureValue(), text);
    assertEquals(EXPECTED.signer(), read.signer(), text);
    assertEquals(EXPECTED.signingTime(), read.signingTime(), text);
    assertEquals(EXPECTED.references(), read.references(), text);
    return true;
  }

  /** Every element from the start of its start tag to the end of its end tag. */
  private static List<Span> elements() {
    var elements = new ArrayList<Span>();
    Deque<Integer> open = new ArrayDeque<>();
    var tags = TAG.matcher(GOOD);
    while (tags.find()) {
      if (tags.group().endsWith("/>")) {
        elements.add(new Span(tags.start(), tags.end()));
      } else if (tags.group().startsWith("</")) {
        elements.add(new Span(open.pop(), tags.end()));
      } else if (!tags.group().startsWith("<?")) {
        open.push(tags.start());
      }
    }
    return elements;
  }

  /** Every place directly before or behind a tag. */
  private static List<Integer> places() {
    var places = new ArrayList<Integer>();
    var tags = TAG.matcher(GOOD);
    while (tags.find()) {
      if (places.isEmpty() || places.getLast() != tags.start()) {
        places.add(tags.start());
      }
      places.add(tags.end());
    }
    return places;
  }

  private static int unsignedFrom() {
    return GOOD.indexOf("<xades:UnsignedProperties>");
  }

  @Test
  void theStartingPointIsAccepted() {
    assertTrue(isHarmless(GOOD));
    assertTrue(elements().size() > 60 && places().size() > 150);
  }

  @Test
  void noElementCanBeCopiedOrMoved() {
    var elements = elements();
    for (int i = 0; i < elements.size(); i++) {
      copyAndMove(elements.get(i), i % 5, 5);
    }
  }

  @Test
  @Tag("long")
  void noElementCanBeCopiedOrMovedAnywhereAtAll() {
    for (var element : elements()) {
      copyAndMove(element, 0, 1);
    }
  }

  private static void copyAndMove(Span element, int first, int step) {
    String content = GOOD.substring(element.from(), element.to());
    String renamed = content.replaceAll(" Id=\"[^\"]*", "$0-copy");
    String rest = GOOD.substring(0, element.from()) + GOOD.substring(element.to());
    boolean isUnsigned = element.from() >= unsignedFrom();
    assertTrue(!isHarmless(rest) || isUnsigned, () -> "without " + content);
    var places = places();
    for (int i = first; i < places.size(); i += step) {
      int place = places.get(i);
      boolean mayStand = isUnsigned && place > unsignedFrom();
      for (var inserted : new HashSet<>(List.of(content, renamed))) {
        String document = GOOD.substring(0, place) + inserted + GOOD.substring(place);
        assertTrue(!isHarmless(document) || mayStand, () -> inserted + " at " + place);
      }
      if (isElsewhere(element, place)) {
        int at = place < element.from() ? place : place - content.length();
        String document = rest.substring(0, at) + content + rest.substring(at);
        assertTrue(!isHarmless(document) || isUnsigned, () -> content + " to " + place);
      }
    }
  }

  /** Whether there is more than white space between the element and the place. */
  private static boolean isElsewhere(Span element, int place) {
    return place < element.from()
        ? !GOOD.substring(place, element.from()).isBlank()
        : place > element.to() && !GOOD.substring(element.to(), place).isBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!-- comment -->",
        "<?processing instruction?>",
        "<?xml version=\"1.0\"?>",
        "<!DOCTYPE a>",
        "<![CDATA[]]>",
        "<![CDATA[A]]>",
        "te#xt",
        "&#65;",
        "&amp;",
        "<a/>",
        "<ds:Object></ds:Object>",
        "<ds:Object Id=\"o\"><evil xmlns=\"\"/></ds:Object>",
        "<ds:KeyInfo><ds:KeyName>name</ds:KeyName></ds:KeyInfo>",
        "<ds:KeyName>name</ds:KeyName>",
        "<ds:KeyValue></ds:KeyValue>",
        "<ds:RetrievalMethod URI=\"http://127.0.0.1/\"/>",
        "<ds:X509SubjectName>CN=x</ds:X509SubjectName>",
        "<ds:Manifest><ds:Reference URI=\"/message.xml\"/></ds:Manifest>",
        "<ds:Transforms></ds:Transforms>",
        "<ds:HMACOutputLength>8</ds:HMACOutputLength>",
        "<ds:Signature Id=\"other\"></ds:Signature>",
        "<xades:CounterSignature></xades:CounterSignature>",
        "<xades:ArchiveTimeStamp></xades:ArchiveTimeStamp>",
        "<xades:CRLValues></xades:CRLValues>",
        "<xades:CommitmentTypeIndication></xades:CommitmentTypeIndication>",
        "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"/etc/passwd\"/>"
      })
  void nothingForeignCanStandAnywhere(String foreign) {
    for (int place : places()) {
      String document = GOOD.substring(0, place) + foreign + GOOD.substring(place);
      assertFalse(isHarmless(document), () -> foreign + " at " + place);
    }
  }

  @Test
  void whiteSpaceStandsOnlyBetweenElementsThatAreNotSigned() {
    var accepted = new ArrayList<Integer>();
    for (int place : places()) {
      if (isHarmless(GOOD.substring(0, place) + " \n" + GOOD.substring(place))) {
        accepted.add(place);
      }
    }
    int signatureStart = GOOD.indexOf("<ds:Signature ");
    assertFalse(accepted.contains(signatureStart), "the reference refuses it there (D-004)");
    for (int place : accepted) {
      boolean inSignedInfo =
          place > GOOD.indexOf("<ds:SignedInfo>") && place < GOOD.indexOf("</ds:SignedInfo>");
      boolean inProperties =
          place > GOOD.indexOf("<xades:SignedProperties ")
              && place < GOOD.indexOf("</xades:SignedProperties>");
      assertTrue(!inSignedInfo && !inProperties, () -> "white space at " + place);
    }
    assertTrue(accepted.contains(GOOD.indexOf("<ds:KeyInfo>")));
  }

  @Test
  void noAttributeCanBeAddedToWhatIsSignedAndNoIdTwice() {
    var tags = Pattern.compile("<[a-z]+:[A-Za-z0-9]+").matcher(GOOD);
    while (tags.find()) {
      for (var attribute :
          List.of(
              " Id=\"signature\"",
              " Id=\"signed-properties\"",
              " Id=\"signature-reference-0\"",
              " ID=\"signed-properties\"",
              " id=\"signed-properties\"",
              " xml:id=\"signed-properties\"",
              " xml:base=\"http://127.0.0.1/\"",
              " xml:space=\"preserve\"",
              " xmlns=\"urn:x\"",
              " xmlns:ds=\"urn:x\"",
              " xmlns:xades=\"urn:x\"",
              " xmlns:evil=\"urn:x\"",
              " xsi:type=\"x\"",
              " URI=\"/message.xml\"",
              " Encoding=\"x\"",
              " Type=\"x\"")) {
        String document = GOOD.substring(0, tags.end()) + attribute + GOOD.substring(tags.end());
        assertFalse(isHarmless(document), () -> attribute + document);
      }
    }
  }

  @Test
  void prefixesAreTheOnesPeersLookFor() {
    for (var prefix : List.of("ds", "xades")) {
      String renamed =
          GOOD.replace("<" + prefix + ":", "<x:")
              .replace("</" + prefix + ":", "</x:")
              .replace("xmlns:" + prefix + "=", "xmlns:x=");
      assertFalse(isHarmless(renamed));
    }
  }

  @Test
  void noBitChangesWhatIsProtected() {
    for (int at = 0; at < GOOD_BYTES.length; at++) {
      flip(at, at * 5 + 3);
    }
  }

  @Test
  @Tag("long")
  void noBitAtAllChangesWhatIsProtected() {
    for (int bit = 0; bit < 8 * GOOD_BYTES.length; bit++) {
      flip(bit / 8, bit);
    }
  }

  private static void flip(int at, int bit) {
    byte[] changed = GOOD_BYTES.clone();
    changed[at] ^= (byte) (1 << bit % 8);
    assertTrue(
        !isHarmless(changed) || isUnprotected(at),
        () -> "byte " + at + ": " + new String(changed, UTF_8));
  }

  /** The XML declaration, names of signature value and unsigned properties, and their content. */
  private static boolean isUnprotected(int at) {
    int valueId = GOOD.indexOf("signature-value");
    return at < GOOD.indexOf("?>")
        || (at >= valueId && at < valueId + "signature-value".length())
        || at > unsignedFrom();
  }

  @Test
  void faultSaysThatTheSignatureIsMalformed() {
    for (var document : List.of("", "<a/>", GOOD + "<a/>", GOOD.substring(0, 3000), "\u0000")) {
      var fault = assertThrows(Fault.class, () -> SignatureDocument.parse(bytes(document)));
      assertEquals(List.of(FaultCode.MALFORMED_SIGNATURE), fault.path());
    }
  }
}
