// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.globalconf.PartReference;
import org.postroad.protocol.token.KeyKind;
import org.postroad.testing.VerifyDirectoryScript;
import org.postroad.testing.VerifyDirectoryScript.Outcome;

/** What is published, judged by the script that auditors are given. */
class PublishedWithOpensslTest {
  @TempDir private Path folder;

  private Path anchor(PublishedInstance published, ConfigurationSource source) throws IOException {
    Path file = folder.resolve(source + ".xml");
    return Files.write(file, published.anchor(source).toXml());
  }

  private static Path directory(PublishedInstance published, ConfigurationSource source, int v) {
    return published.root.resolve("V" + v).resolve(source.directoryName());
  }

  @ParameterizedTest
  @CsvSource({
    "EC_P256, INTERNAL, 2",
    "EC_P256, EXTERNAL, 3",
    "EC_P384, EXTERNAL, 4",
    "EC_P384, INTERNAL, 5",
    "RSA_2048, INTERNAL, 6"
  })
  void whatIsPublishedVerifies(KeyKind kind, ConfigurationSource source, int version)
      throws IOException {
    var published = new PublishedInstance(folder, kind);
    Outcome outcome =
        VerifyDirectoryScript.run(
            anchor(published, source), directory(published, source, version), published.root);
    assertEquals(0, outcome.status(), outcome.text());
    int parts = source == ConfigurationSource.INTERNAL ? 5 : 1;
    assertEquals(parts, outcome.text().split("part:        good", -1).length - 1);
    assertTrue(outcome.text().contains("version:     " + version), outcome.text());
    assertTrue(outcome.text().contains("expires:     2026-11-21T04:10:00Z"), outcome.text());
  }

  @ParameterizedTest
  @CsvSource({
    "Version: 6, Version: 5, does not verify",
    "multipart/related, multipart/relaxed, 'outer' should be",
    "ecdsa-sha512, ecdsa-sha1, signature algorithm",
    "Verification-certificate-hash: , Verification-certificate-hash: A, no certificate",
    "Expire-date, Expire\u0000-date, is not text"
  })
  void aChangedDirectoryIsRefused(String right, String wrong, String reason) throws IOException {
    var published = new PublishedInstance(folder, KeyKind.EC_P256);
    Path directory = directory(published, ConfigurationSource.INTERNAL, 6);
    String text = Files.readString(directory);
    assertTrue(text.contains(right));
    Files.writeString(directory, text.replace(right, wrong));
    refuses(reason, published, directory);
  }

  private void refuses(String reason, PublishedInstance published, Path directory)
      throws IOException {
    Path anchor = anchor(published, ConfigurationSource.INTERNAL);
    Outcome outcome = VerifyDirectoryScript.run(anchor, directory, published.root);
    assertEquals(1, outcome.status(), outcome.text());
    assertTrue(outcome.text().contains("refused: "), outcome.text());
    assertTrue(outcome.text().contains(reason), outcome.text());
  }

  @Test
  void aChangedPartACutDirectoryAndAnotherAnchorAreRefused() throws IOException {
    var published = new PublishedInstance(folder, KeyKind.EC_P256);
    Path internal = directory(published, ConfigurationSource.INTERNAL, 6);
    refuses("no certificate", published, directory(published, ConfigurationSource.EXTERNAL, 6));
    Path cut = folder.resolve("cut");
    byte[] document = Files.readAllBytes(internal);
    Files.write(cut, Arrays.copyOf(document, document.length - 30));
    refuses("", published, cut);
    Files.writeString(cut, new String(document, UTF_8) + "more\r\n");
    refuses("'end' should be", published, cut);
    PartReference part = published.parts(6).keySet().iterator().next();
    Path file = published.root.resolve(part.location().substring(1));
    byte[] content = Files.readAllBytes(file);
    content[content.length / 2] ^= 1;
    Files.write(file, content);
    refuses("has the digest", published, internal);
    Files.delete(file);
    refuses("no part", published, internal);
  }
}
