// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.protocol.globalconf.Fixtures.EC;
import static org.postroad.protocol.globalconf.Fixtures.OTHER_RSA;

import java.io.IOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.algorithm.SignatureAlgorithm;
import org.postroad.protocol.globalconf.AnchorCheck.Use;
import org.postroad.protocol.globalconf.AnchorCheck.Verdict;

class AnchorCheckTest {
  private static final Instant NOW = Instant.parse("2026-11-21T04:00:00Z");
  private static final byte[] CONTENT = "<conf/>".getBytes(UTF_8);

  private final Map<String, byte[]> served = new HashMap<>();
  private final List<String> asked = new ArrayList<>();

  private Optional<byte[]> fetch(URI url) throws IOException {
    asked.add(url.toString());
    if (url.getHost().equals("down")) {
      throw new IOException("connection refused");
    }
    return Optional.ofNullable(served.get(url.getHost() + url.getPath() + "?" + url.getQuery()));
  }

  private void serve(String host, int version, Instant expires, String... identifiers) {
    var parts = new ArrayList<PartReference>();
    for (String identifier : identifiers) {
      String location = "/V" + version + "/" + identifier + ".xml";
      served.put(host + location + "?null", CONTENT);
      parts.add(
          new PartReference(
              identifier,
              "DEV",
              location,
              DigestAlgorithm.SHA512.digest(CONTENT),
              Optional.empty()));
    }
    byte[] document =
        new SignedDirectory(expires, version, parts)
            .sign(EC.signer(SignatureAlgorithm.ECDSA_SHA512), EC.certificate(), new Random(1));
    served.put(host + "/conf?version=" + version, document);
  }

  private static byte[] anchor(X509Certificate certificate, String... hosts) {
    return new ConfigurationAnchor(
            Optional.of(NOW),
            "DEV",
            List.of(hosts).stream()
                .map(host ->
                    new ConfigurationAnchor.Source(
                        "http://" + host + "/conf", List.of(certificate)))
                .toList())
        .toXml();
  }

  private Verdict judge(Use use, byte[] file) {
    return new AnchorCheck(use, this::fetch, NOW).judge(file, Optional.of("DEV")).verdict();
  }

  private static final String OWN = PartReference.PRIVATE_PARAMETERS;
  private static final String SHARED = PartReference.SHARED_PARAMETERS;

  @Test
  void aGoodAnchorIsOneThatLeadsToEveryPart() {
    serve("cs", 6, NOW, OWN, SHARED, "MONITORING");
    assertEquals(Verdict.GOOD, judge(Use.INTERNAL, anchor(EC.certificate(), "cs")));
    assertEquals(
        List.of(
            "http://cs/conf?version=6",
            "http://cs/V6/PRIVATE-PARAMETERS.xml",
            "http://cs/V6/SHARED-PARAMETERS.xml",
            "http://cs/V6/MONITORING.xml"),
        asked);
    serve("partner", 4, NOW, SHARED);
    assertEquals(Verdict.GOOD, judge(Use.EXTERNAL, anchor(EC.certificate(), "partner")));
    assertTrue(asked.contains("http://partner/conf?version=5"));
  }

  /** Each cause has a code of its own (A09, A10). */
  @Test
  void everyCauseHasItsCode() {
    serve("cs", 6, NOW, OWN, SHARED);
    serve("partner", 6, NOW, SHARED);
    serve("old", 6, NOW.minusSeconds(1), OWN, SHARED);
    serve("empty", 6, NOW, "MONITORING");
    var codes = new HashMap<String, Integer>();
    codes.put("malformed", judge(Use.INTERNAL, "<conf/>".getBytes(UTF_8)).exitCode());
    codes.put("not external", judge(Use.EXTERNAL, anchor(EC.certificate(), "cs")).exitCode());
    codes.put("no private", judge(Use.INTERNAL, anchor(EC.certificate(), "partner")).exitCode());
    codes.put("down", judge(Use.INTERNAL, anchor(EC.certificate(), "down")).exitCode());
    codes.put("nothing there", judge(Use.INTERNAL, anchor(EC.certificate(), "x")).exitCode());
    codes.put("old", judge(Use.INTERNAL, anchor(EC.certificate(), "old")).exitCode());
    codes.put("other key", judge(Use.INTERNAL, anchor(OTHER_RSA.certificate(), "cs")).exitCode());
    codes.put("no shared", judge(Use.INTERNAL, anchor(EC.certificate(), "empty")).exitCode());
    assertEquals(
        Map.of(
            "malformed", 116,
            "not external", 117,
            "no private", 121,
            "down", 122,
            "nothing there", 122,
            "old", 123,
            "other key", 124,
            "no shared", 125),
        codes);
    assertEquals(115, Verdict.MISSING.exitCode());
  }

  @Test
  void anAnchorOfAnotherInstanceIsNotEvenTried() {
    serve("cs", 6, NOW, OWN, SHARED);
    var check = new AnchorCheck(Use.INTERNAL, this::fetch, NOW);
    byte[] file = anchor(EC.certificate(), "cs");
    assertEquals(Verdict.OTHER_INSTANCE, check.judge(file, Optional.of("EE")).verdict());
    assertEquals(List.of(), asked);
    assertTrue(check.judge(file, Optional.empty()).isGood());
  }

  @Test
  void oneSourceThatWorksIsEnoughAndTheMostTellingFailureIsTold() {
    serve("cs", 6, NOW, OWN, SHARED);
    serve("old", 6, NOW.minusSeconds(1), OWN, SHARED);
    assertEquals(Verdict.GOOD, judge(Use.INTERNAL, anchor(EC.certificate(), "down", "old", "cs")));
    assertEquals(Verdict.EXPIRED, judge(Use.INTERNAL, anchor(EC.certificate(), "down", "old")));
    assertEquals(Verdict.EXPIRED, judge(Use.INTERNAL, anchor(EC.certificate(), "old", "down")));
  }

  @ParameterizedTest
  @CsvSource({"lost, NOT_DOWNLOADED", "changed, UNUSABLE"})
  void partsMustBeThereAsTheyWereSigned(String what, Verdict verdict) {
    serve("cs", 6, NOW, OWN, SHARED);
    String part = "cs/V6/SHARED-PARAMETERS.xml?null";
    if (what.equals("lost")) {
      served.remove(part);
    } else {
      served.put(part, "<conf>".getBytes(UTF_8));
    }
    assertEquals(verdict, judge(Use.INTERNAL, anchor(EC.certificate(), "cs")));
    assertFalse(asked.isEmpty());
  }
}
