// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.postroad.protocol.container.Fixtures.readAny;
import static org.postroad.protocol.container.Fixtures.refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.testing.ReferenceVectors;

/** Containers that reference servers and their makers' archivers wrote. */
@Tag(ReferenceVectors.TAG)
class ReferenceContainerTest {

  @ParameterizedTest
  @CsvSource({
    "no-message, ASIC_MESSAGE_NOT_FOUND",
    "no-mimetype, ASIC_MIME_TYPE_NOT_FOUND",
    "no-signature, ASIC_SIGNATURE_NOT_FOUND",
    "not-asic, ASIC_MIME_TYPE_NOT_FOUND",
  })
  void refusesWithTheCodeOfTheReference(String name, FaultCode expected) throws IOException {
    byte[] file = Files.readAllBytes(ReferenceVectors.path("containers/" + name + ".asice"));
    assertEquals(expected, refusal(() -> readAny(file)));
  }

  @Test
  void readsWhatTheReferenceReads() throws IOException {
    for (Path path : containers()) {
      String name = path.getFileName().toString();
      if (!name.startsWith("no")) {
        ContainerContent content = readAny(Files.readAllBytes(path));
        assertEquals(
            name.contains("REST") || name.contains("rest") || name.startsWith("DEV") ? 1 : 0,
            content.attachments().size(),
            name);
      }
    }
  }

  @Test
  void manifestsAreTheOnesTheReferenceWrites() throws IOException {
    for (Path path : containers()) {
      String name = path.getFileName().toString();
      if (name.startsWith("DEV") || name.contains("valid-batch") || name.contains("non-batch")) {
        ZipArchive reference = ZipReader.read(Files.readAllBytes(path), ContainerLimits.DEFAULT);
        ZipArchive own =
            ZipReader.read(
                ContainerWriter.toByteArray(readAny(Files.readAllBytes(path))),
                ContainerLimits.DEFAULT);
        assertEquals(names(reference), names(own), name);
        for (ZipArchive.Member member : reference.members()) {
          assertArrayEquals(
              member.data(), own.find(member.name()).orElseThrow(), name + " " + member.name());
        }
      }
    }
  }

  private static List<String> names(ZipArchive archive) {
    return archive.members().stream().map(ZipArchive.Member::name).toList();
  }

  private static List<Path> containers() throws IOException {
    try (Stream<Path> old = Files.list(ReferenceVectors.path("containers"));
        Stream<Path> live = Files.list(ReferenceVectors.path("live/containers"))) {
      return Stream.concat(old, live).sorted().toList();
    }
  }
}
