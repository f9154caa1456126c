// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.testing.ReferenceVectors;

/**
 * Chains, OCSP responses and time-stamp tokens in containers made by the reference implementation
 * are accepted as of the time of their time-stamp.
 */
@Tag(ReferenceVectors.TAG)
class ReferenceTrustTest {

  @ParameterizedTest
  @CsvSource({
    "live/containers/DEV-725430ee-7340-4d57-a7d5-f6f53431a11c-request-1.asice, live/globalconf/DEV",
    "live/containers/DEV-725430ee-7340-4d57-a7d5-f6f53431a11c-response-4.asice,"
        + " live/globalconf/DEV",
    "containers/valid-batch-ts.asice, globalconf/verification-v3/DEV",
    "containers/valid-signed-hashchain.asice, globalconf/verification-v3/DEV",
    "containers/valid-non-batch-rest.asice, globalconf/verification-v3/DEV",
  })
  void containersOfTheReferenceAreTrusted(String container, String configuration)
      throws IOException {
    Map<String, byte[]> entries = entries(container);
    String signature = text(entries, "META-INF/signatures.xml");
    Trust trust = trust(configuration);

    TimestampToken token;
    byte[] stamped;
    if (entries.containsKey("META-INF/timestamp.tst")) {
      token = TimestampToken.parse(entry(entries, "META-INF/timestamp.tst"));
      stamped = entry(entries, "ts-hashchainresult.xml");
    } else {
      token = TimestampToken.parse(values(signature, "EncapsulatedTimeStamp").getFirst());
      stamped = values(signature, "SignatureValue").getFirst();
    }
    Digest imprint = token.imprintAlgorithm().digest(stamped);
    assertEquals(trust.timestampAuthorities().getFirst(), token.verify(imprint, trust));
    Instant at = token.time();

    var signer = Certificates.parse(values(signature, "X509Certificate").getFirst());
    assertTrue(KeyUsages.isSigning(signer));
    var chain = CertificateChain.build(signer, List.of(), trust, "DEV", at);
    List<byte[]> responses = values(signature, "EncapsulatedOCSPValue");
    OcspCheck.chain(chain, responses, trust, at);

    byte[] flipped = responses.getFirst().clone();
    flipped[flipped.length / 4] ^= 1;
    Refused.with(
        List.of(
            org.postroad.protocol.fault.FaultCode.INVALID_CERT_PATH,
            org.postroad.protocol.fault.FaultCode.INCORRECT_VALIDATION_INFO),
        "",
        () -> OcspCheck.chain(chain, List.of(flipped), trust, at));
  }

  private static Trust trust(String configuration) throws IOException {
    String parameters =
        Files.readString(ReferenceVectors.path(configuration).resolve("shared-params.xml"), UTF_8);
    String authority = element(parameters, "approvedCA");
    String timestamps = element(parameters, "approvedTSA");
    String top = element(authority, "topCA");
    var topCa = Certificates.parseBase64(element(top, "cert"));
    String ocsp = element(top, "ocsp");
    var responder =
        new OcspResponder(
            topCa,
            element(ocsp, "url"),
            ocsp.contains("<cert>")
                ? Optional.of(Certificates.parseBase64(element(ocsp, "cert")))
                : Optional.empty());
    return new Trust(
        Map.of(
            "DEV",
            List.of(
                new ApprovedAuthority(
                    element(authority, "name"),
                    topCa,
                    List.of(),
                    List.of(responder),
                    CertificateProfile.named(element(authority, "certificateProfileInfo")),
                    false))),
        Duration.ofHours(1),
        true,
        List.of(
            new TimestampAuthority(
                element(timestamps, "name"),
                element(timestamps, "url"),
                Certificates.parseBase64(element(timestamps, "cert")))));
  }

  private static String element(String xml, String name) {
    Matcher matcher =
        Pattern.compile("<" + name + ">(.*?)</" + name + ">", Pattern.DOTALL).matcher(xml);
    assertTrue(matcher.find(), name);
    return matcher.group(1);
  }

  private static List<byte[]> values(String xml, String name) {
    Matcher matcher = Pattern.compile("<[a-z]+:" + name + "[^>]*>([^<]*)<").matcher(xml);
    List<byte[]> values = new ArrayList<>();
    while (matcher.find()) {
      String base64 = matcher.group(1).replace("&#13;", "").replaceAll("\\s", "");
      if (!base64.isEmpty()) {
        values.add(Base64.getDecoder().decode(base64));
      }
    }
    return values;
  }

  private static String text(Map<String, byte[]> entries, String name) {
    return new String(entry(entries, name), UTF_8);
  }

  private static byte[] entry(Map<String, byte[]> entries, String name) {
    return Optional.ofNullable(entries.get(name)).orElseThrow();
  }

  private static Map<String, byte[]> entries(String container) throws IOException {
    Map<String, byte[]> entries = new HashMap<>();
    try (var zip = new ZipInputStream(Files.newInputStream(ReferenceVectors.path(container)))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }
}
