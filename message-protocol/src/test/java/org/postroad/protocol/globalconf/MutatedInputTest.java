// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.protocol.globalconf.Fixtures.RSA;
import static org.postroad.protocol.globalconf.SharedParametersTest.everything;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.algorithm.SignatureAlgorithm;
import org.postroad.protocol.fault.Fault;

/** Whatever is done to a file, its reader answers with a value or a fault, and soon. */
class MutatedInputTest {
  private static final int ROUNDS = 3000;
  private static final List<byte[]> PIECES =
      List.of(
          "<".getBytes(UTF_8),
          "/>".getBytes(UTF_8),
          "&#0;".getBytes(UTF_8),
          "&amp;".getBytes(UTF_8),
          "<!--".getBytes(UTF_8),
          "<![CDATA[".getBytes(UTF_8),
          "<!DOCTYPE x [<!ENTITY y 'z'>]>".getBytes(UTF_8),
          "\"'".getBytes(UTF_8),
          "-1".getBytes(UTF_8),
          "99999999999999999999".getBytes(UTF_8),
          "\r\n".getBytes(UTF_8),
          "\r\n\r\n".getBytes(UTF_8),
          "--".getBytes(UTF_8),
          ": ".getBytes(UTF_8),
          new byte[] {0},
          new byte[] {(byte) 0xC3},
          new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF},
          new byte[300]);

  /** Changes, cuts, doubles or inserts something at one to four places. */
  private static byte[] mutated(byte[] original, Random random) {
    byte[] bytes = original;
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(bytes.length + 1);
      int to = Math.min(bytes.length, at + random.nextInt(40));
      var out = new ByteArrayOutputStream();
      out.write(bytes, 0, at);
      switch (random.nextInt(4)) {
        case 0 -> out.writeBytes(PIECES.get(random.nextInt(PIECES.size())));
        case 1 -> at = to;
        case 2 -> out.write(bytes, at, to - at);
        default -> {
          out.write(random.nextInt(256));
          at = Math.min(bytes.length, at + 1);
        }
      }
      out.write(bytes, at, bytes.length - at);
      bytes = out.toByteArray();
    }
    return bytes;
  }

  private static int refusals(byte[] original, Consumer<byte[]> reader) {
    var random = new Random(20261121);
    int refused = 0;
    for (int i = 0; i < ROUNDS; i++) {
      byte[] bytes = mutated(original, random);
      try {
        reader.accept(bytes);
      } catch (Fault fault) {
        refused++;
      }
    }
    return refused;
  }

  @Test
  void sharedParametersAreReadOrRefused() {
    assertTrue(refusals(everything().toXml(6), xml -> SharedParameters.parse(xml, 6)) > 0);
  }

  @Test
  void anchorsAreReadOrRefused() {
    var anchor =
        new ConfigurationAnchor(
            Optional.of(Instant.EPOCH),
            "DEV",
            List.of(
                new ConfigurationAnchor.Source(
                    "http://cs/internalconf", List.of(RSA.certificate()))));
    assertTrue(refusals(anchor.toXml(), ConfigurationAnchor::parse) > 0);
  }

  @Test
  void metadataIsReadOrRefused() {
    var metadata =
        new PartMetadata(
            Optional.of("SHARED-PARAMETERS"),
            Optional.of("DEV"),
            Optional.of(Instant.EPOCH),
            Optional.of("x.xml"),
            Optional.of("/V6/1/x.xml"),
            6);
    assertTrue(refusals(metadata.toJson(), PartMetadata::parse) > 0);
  }

  @Test
  void storedFilesAreReadOrRefused() {
    byte[] xml = everything().toXml(6);
    assertTrue(
        refusals(
                "DEV/shared-params.xml".getBytes(UTF_8),
                name ->
                    GlobalConfiguration.read(
                        Map.of(
                            "instance-identifier",
                            "DEV".getBytes(UTF_8),
                            new String(name, UTF_8),
                            xml)))
            > 0);
  }

  @Test
  void noMutatedDirectoryIsAcceptedAsAnother() {
    var part =
        PartReferenceTest.part("SHARED-PARAMETERS", "/V6/1/shared-params.xml", Optional.empty());
    var directory = new SignedDirectory(Instant.parse("2030-01-01T00:00:00Z"), 6, List.of(part));
    byte[] document =
        directory.sign(RSA.signer(SignatureAlgorithm.RSA_SHA512), RSA.certificate(), new Random(1));
    int refused =
        refusals(
            document,
            bytes -> {
              var read = SignedDirectory.verify(bytes, List.of(RSA.certificate()), Instant.EPOCH);
              boolean sameButForTheLastLineEnd =
                  Arrays.equals(document, 0, document.length - 2, bytes, 0, bytes.length)
                      || Arrays.equals(document, bytes);
              assertTrue(sameButForTheLastLineEnd, () -> new String(bytes, UTF_8));
              assertEquals(directory, read);
            });
    assertTrue(refused > ROUNDS / 2);
  }
}
