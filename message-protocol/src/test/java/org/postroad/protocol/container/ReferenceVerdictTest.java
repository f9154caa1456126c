// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.certificate.Trust;
import org.postroad.protocol.container.Finding.Outcome;
import org.postroad.protocol.container.VerificationReport.Verdict;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.testing.ReferenceVectors;

/** Verdicts on containers of the reference, compared with those of its own verifier. */
@Tag(ReferenceVectors.TAG)
class ReferenceVerdictTest {

  @ParameterizedTest
  @ValueSource(strings = {"valid-signed-hashchain", "valid-batch-ts", "valid-non-batch-rest"})
  void validContainersAreValid(String name) throws IOException {
    VerificationReport report = verify("containers/" + name + ".asice");
    assertEquals(Verdict.VALID, report.verdict(), report.findings().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "wrong-message, invalid_signature_value",
    "invalid-signed-hashchain, malformed_signature.invalid_hash_chain_ref",
    "invalid-hashchain-modified-message, malformed_signature.hashchain_unused_inputs",
    // The reference takes no notice of a chain that is not signed and calls this one valid.
    "invalid-not-signed-hashchain, malformed_signature",
  })
  void brokenContainersFailWithTheCodeOfTheReference(String name, String code) throws IOException {
    VerificationReport report = verify("containers/" + name + ".asice");
    assertEquals(Verdict.INVALID, report.verdict());
    List<Finding> failed =
        report.findings().stream().filter(f -> f.outcome() == Outcome.FAIL).toList();
    assertEquals(List.of(Check.SIGNATURE), failed.stream().map(Finding::check).toList());
    assertEquals(code, failed.getFirst().dottedCode());
  }

  @Test
  void containersOfRunningServersAreValid() throws IOException {
    try (Stream<Path> found = Files.list(ReferenceVectors.path("live/containers"))) {
      for (Path path : found.toList()) {
        VerificationReport report = verifier("live/globalconf").verify(Files.readAllBytes(path));
        assertEquals(Verdict.VALID, report.verdict(), report.findings().toString());
        assertTrue(report.signer().orElseThrow().batch());
        assertTrue(report.timestamp().orElseThrow().batch());
        assertEquals(
            path.toString().contains("response"), report.message().orElseThrow().response());
      }
    }
  }

  @Test
  void filesThatNothingProtectsAreNamed() throws IOException {
    VerificationReport report = verify("containers/invalid-hashchain-modified-message.asice");
    Finding finding =
        report.findings().stream()
            .filter(f -> f.check() == Check.UNPROTECTED)
            .findFirst()
            .orElseThrow();
    assertTrue(finding.text().contains("messageX.xml"), finding.text());
  }

  private static VerificationReport verify(String container) throws IOException {
    return verifier("globalconf/verification-v3")
        .verify(Files.readAllBytes(ReferenceVectors.path(container)));
  }

  private static ContainerVerifier verifier(String configuration) throws IOException {
    return new ContainerVerifier(trust(configuration), ContainerForm.ANY, ContainerLimits.DEFAULT);
  }

  private static Trust trust(String configuration) throws IOException {
    Path root = ReferenceVectors.path(configuration);
    Map<String, byte[]> files = new HashMap<>();
    try (Stream<Path> found = Files.walk(root)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
    return GlobalConfiguration.read(files).trust();
  }
}
