// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/** Chains that no honest peer makes: the result is right for them wherever that is possible. */
class HashChainAttackTest {

  private static final Digest MESSAGE = DigestAlgorithm.SHA512.digest("message".getBytes(UTF_8));
  private static final Map<String, Digest> INPUTS = Map.of(SignedParts.MESSAGE_NAME, MESSAGE);
  private static final String DATA = data(MESSAGE);
  private static final String VALUE =
      "<HashValue><ds:DigestValue>" + MESSAGE.base64() + "</ds:DigestValue></HashValue>";

  private static String data(Digest digest) {
    return "<DataRef URI=\"/message.xml\"><ds:DigestValue>"
        + digest.base64()
        + "</ds:DigestValue></DataRef>";
  }

  private static String step(int number, String content) {
    return "<HashStep id=\"STEP" + number + "\">" + content + "</HashStep>";
  }

  private static String reference(int number) {
    return "<StepRef URI=\"#STEP" + number + "\"/>";
  }

  private static String chain(String steps) {
    return chain(steps, DigestAlgorithm.SHA512);
  }

  private static String chain(String steps, DigestAlgorithm algorithm) {
    return "<HashChain xmlns=\"http://cyber.ee/hashchain\""
        + " xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">"
        + ("<DefaultDigestMethod Algorithm=\"" + algorithm.uri() + "\"/>")
        + steps
        + "</HashChain>";
  }

  private static byte[] result(List<Digest> rootStep) {
    return HashChainWriter.result(
        HashChain.SIGNATURE_CHAIN, StepValue.digest(DigestAlgorithm.SHA512, rootStep));
  }

  private static void verify(String chain, List<Digest> rootStep) {
    HashChain.verify(
        new HashChainDocuments(result(rootStep), chain.getBytes(UTF_8)),
        HashChain.SIGNATURE_CHAIN,
        INPUTS);
  }

  private static Fault refusal(String chain, List<Digest> rootStep) {
    return assertThrows(Fault.class, () -> verify(chain, rootStep), chain);
  }

  private static void isMalformed(String chain, List<Digest> rootStep) {
    var fault = refusal(chain, rootStep);
    assertEquals(FaultCode.MALFORMED_HASH_CHAIN, fault.code(), fault.getMessage());
  }

  @Test
  void theStartingPointOfTheseAttacksIsAccepted() {
    verify(chain(step(0, DATA)), List.of(MESSAGE));
    verify(chain(step(0, DATA + VALUE)), List.of(MESSAGE, MESSAGE));
  }

  static List<String> malformed() {
    return List.of(
        "",
        "<a/>",
        "<HashChain/>",
        chain(""),
        chain(step(1, DATA)),
        chain(step(0, "")),
        chain(step(0, DATA) + step(0, DATA)),
        chain(step(0, DATA) + step(1, VALUE)),
        chain(step(0, DATA + DATA)),
        chain(step(0, DATA + "<!-- c -->")),
        chain(step(0, DATA + "<?p i?>")),
        chain(step(0, DATA + "text")),
        chain(step(0, DATA + "<ds:DigestValue/>")),
        chain(step(0, DATA.replace("URI=", "x=\"1\" URI="))),
        chain(step(0, DATA.replace("URI=", "uri="))),
        chain(step(0, DATA.replace("ds:DigestValue", "DigestValue"))),
        chain(step(0, DATA.replace("<ds:DigestValue>", "<ds:DigestValue> "))),
        chain(step(0, DATA.replace("<ds:DigestValue>", "<ds:DigestValue><!-- c -->"))),
        chain(step(0, DATA.replaceAll("(<ds:DigestValue>)(.*)(</ds)", "$1<![CDATA[$2]]>$3"))),
        chain(step(0, DATA.replaceAll("(<ds:DigestValue>).*(</ds)", "$1AA==$2"))),
        chain(step(0, DATA.replace("==</ds", "</ds"))),
        chain(step(0, DATA).replace("id=", "Id=")),
        chain(step(0, DATA), DigestAlgorithm.SHA1),
        chain(step(0, DATA), DigestAlgorithm.SHA256),
        chain(step(0, DATA)).replaceFirst("<DefaultDigestMethod[^>]*>", ""),
        chain(step(0, DATA)).replace("#sha512\"/>", "#sha512\"><x/></DefaultDigestMethod>"),
        chain(step(0, DATA)) + "<a/>",
        "<!DOCTYPE HashChain>" + chain(step(0, DATA)));
  }

  @ParameterizedTest
  @MethodSource
  void malformed(String chain) {
    isMalformed(chain, List.of(MESSAGE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "#",
        "STEP1",
        "#STEP2",
        "#step1",
        "##STEP1",
        "#xpointer(/)",
        "/other.xml#STEP1",
        "http://127.0.0.1/sig-hashchain.xml#STEP1",
        "file:///sig-hashchain.xml#STEP1",
        "sig-hashchain.xml#STEP1",
        "/./sig-hashchain.xml#STEP1",
        "/sig%2Dhashchain.xml#STEP1"
      })
  void refusesReferencesToAnythingButItsSteps(String uri) {
    String steps = step(0, "<StepRef URI=\"" + uri + "\"/>") + step(1, DATA);
    var inner = StepValue.digest(DigestAlgorithm.SHA512, List.of(MESSAGE));
    isMalformed(chain(steps), List.of(inner));
  }

  @Test
  void refusesCyclesAndSharedSteps() {
    isMalformed(chain(step(0, DATA + reference(0))), List.of(MESSAGE));
    isMalformed(chain(step(0, DATA + reference(1)) + step(1, reference(0))), List.of(MESSAGE));
    String shared = step(0, reference(1) + reference(1)) + step(1, VALUE);
    isMalformed(chain(shared), List.of(MESSAGE));
  }

  @Test
  void refusesDoublingAtEveryLevelBeforeItCosts() {
    var steps = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      steps.append(step(i, reference(i + 1) + reference(i + 1)));
    }
    isMalformed(chain(steps + step(60, DATA)), List.of(MESSAGE));
  }

  private static String ladder(int steps) {
    var text = new StringBuilder();
    for (int i = 0; i < steps - 1; i++) {
      text.append(step(i, reference(i + 1)));
    }
    return chain(text + step(steps - 1, DATA));
  }

  private static Digest ladderRoot(int steps) {
    var value = MESSAGE;
    for (int i = 0; i < steps - 1; i++) {
      value = StepValue.digest(DigestAlgorithm.SHA512, List.of(value));
    }
    return value;
  }

  @Test
  void goesSixtyFourStepsDeepAndNoFurther() {
    verify(ladder(64), List.of(ladderRoot(64)));
    isMalformed(ladder(65), List.of(ladderRoot(65)));
    isMalformed(ladder(50_000), List.of(MESSAGE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "message.xml",
        "/Message.xml",
        "/message.xml ",
        "/./message.xml",
        "//message.xml",
        "/attachment1",
        "",
        "/message%2Exml"
      })
  void partNamesAreExact(String name) {
    String steps = step(0, DATA.replace("/message.xml", name));
    assertEquals(
        FaultCode.HASH_CHAIN_UNUSED_INPUTS, refusal(chain(steps), List.of(MESSAGE)).code());
  }

  @Test
  void digestOfStepDoesNotPassForDigestOfPart() {
    var step = StepValue.digest(DigestAlgorithm.SHA512, List.of(MESSAGE));
    assertEquals(
        FaultCode.INVALID_HASH_CHAIN_REF,
        refusal(chain(step(0, data(step))), List.of(step)).code());
  }

  @Test
  void transformedPartDoesNotPassForTheRawOne() {
    String transforms =
        "<ds:Transforms><ds:Transform"
            + " Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315\"/></ds:Transforms>";
    String steps = step(0, DATA.replace("<ds:DigestValue>", transforms + "<ds:DigestValue>"));
    assertEquals(FaultCode.INVALID_HASH_CHAIN_REF, refusal(chain(steps), List.of(MESSAGE)).code());
    isMalformed(chain(steps).replace("REC-xml-c14n-20010315", "x"), List.of(MESSAGE));
  }

  @Test
  void refusesMalformedResults() {
    var good = new String(result(List.of(MESSAGE)), UTF_8);
    var chain = chain(step(0, DATA)).getBytes(UTF_8);
    for (var bad :
        List.of(
            good.replace("#STEP0", ""),
            good.replace("#STEP0", "#STEP1"),
            good.replace("/sig-hashchain.xml#", "#"),
            good.replace("/sig-", "/ts-"),
            good.replace("#sha512", "#sha256"),
            good.replace("URI=", "uri="),
            good.replace("</HashChainResult>", "<x/></HashChainResult>"),
            good.replaceFirst("<ns2:DigestMethod[^>]*>", ""),
            "x" + good)) {
      var documents = new HashChainDocuments(bad.getBytes(UTF_8), chain);
      assertEquals(
          FaultCode.MALFORMED_HASH_CHAIN,
          assertThrows(
                  Fault.class, () -> HashChain.verify(documents, HashChain.SIGNATURE_CHAIN, INPUTS))
              .code(),
          bad);
    }
  }
}
