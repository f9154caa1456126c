// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.postroad.registry.TestCertificates.assertFault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.registry.publication.PartCommand.RemovePart;
import org.postroad.registry.publication.PartCommand.UploadPart;

class OptionalPartsTest {
  static final String NEXT_UPDATE =
      "<x:conf xmlns:x='http://x-road.eu/xsd/xroad.xsd'>"
          + "<verifyNextUpdate>false</verifyNextUpdate></x:conf>";

  @TempDir private Path folder;
  private final OptionalParts parts = new OptionalParts();

  private static UploadPart upload(String identifier, String file, String content) {
    return new UploadPart(
        identifier, file, Base64.getEncoder().encodeToString(content.getBytes(UTF_8)));
  }

  @Test
  void aPartIsKeptAsItWasUploadedUntilItIsReplacedOrRemoved() {
    parts.apply(upload("NEXTUPDATE", "nextupdate-params.xml", NEXT_UPDATE));
    String newer = NEXT_UPDATE.replace("false", "true");
    parts.apply(upload("NEXTUPDATE", "nextupdate-params.xml", newer));
    assertEquals(1, parts.snapshot().size());
    assertArrayEquals(newer.getBytes(UTF_8), parts.snapshot().getFirst().content());
    parts.apply(new RemovePart("NEXTUPDATE"));
    assertEquals(List.of(), parts.snapshot());
    assertFault(FaultCode.NOT_FOUND, () -> parts.apply(new RemovePart("NEXTUPDATE")));
  }

  @ParameterizedTest
  @CsvSource({"FOO", "SHARED-PARAMETERS", "PRIVATE-PARAMETERS", "MONITORING", "FETCHINTERVAL"})
  void aPartThatServersWouldNotUnderstandIsRefused(String identifier) {
    assertFault(
        FaultCode.MALFORMED_GLOBAL_CONF,
        () -> parts.apply(upload(identifier, "some-params.xml", NEXT_UPDATE)));
    assertEquals(List.of(), parts.snapshot());
  }

  @ParameterizedTest
  @ValueSource(strings = {"shared-params.xml", "private-params.xml", "../x.xml", ".x", "a b", ""})
  void aFileNameIsPlainAndNotThatOfACorePart(String name) {
    assertFault(
        FaultCode.INVALID_REQUEST, () -> parts.apply(upload("NEXTUPDATE", name, NEXT_UPDATE)));
  }

  @Test
  void twoPartsDoNotShareAFile() {
    parts.apply(upload("NEXTUPDATE", "x.xml", NEXT_UPDATE));
    String interval =
        "<x:conf xmlns:x='http://x-road.eu/xsd/xroad.xsd'>"
            + "<ocspFetchInterval>60</ocspFetchInterval></x:conf>";
    assertFault(
        FaultCode.INVALID_REQUEST, () -> parts.apply(upload("FETCHINTERVAL", "x.xml", interval)));
  }

  private void declare(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  @Test
  void declarationsAreReadFromFilesWhereThereIsAFolderOfThem() throws IOException {
    assertEquals(PartDeclarations.USUAL, PartDeclarations.read(folder.resolve("none")));
    assertEquals("monitoring-params.xml", PartDeclarations.USUAL.fileName("MONITORING"));
    declare(
        "monitoring.ini",
        "; of the monitoring client\n[part]\ncontent-identifier = MONITORING\nfile-name=m.xml\n");
    declare("other.txt", "content-identifier=OTHER\nfile-name=other.xml\n");
    PartDeclarations declared = PartDeclarations.read(folder);
    assertEquals(Map.of("MONITORING", "m.xml"), declared.fileNames());
    assertFault(FaultCode.INVALID_REQUEST, () -> declared.fileName("NEXTUPDATE"));
  }

  @ParameterizedTest
  @CsvSource({
    "SHARED-PARAMETERS, a.xml",
    "PRIVATE-PARAMETERS, a.xml",
    "A, shared-params.xml",
    "A, private-params.xml",
    "A, ../a.xml",
    "FIRST, a.xml",
    "A, first.xml",
    "'', a.xml",
    "A, ''"
  })
  void reservedAndRepeatedDeclarationsAreRefused(String identifier, String file)
      throws IOException {
    declare("1.ini", "content-identifier=FIRST\nfile-name=first.xml\n");
    declare("2.ini", "content-identifier=" + identifier + "\nfile-name=" + file + "\n");
    assertFault(FaultCode.INVALID_REQUEST, () -> PartDeclarations.read(folder));
  }
}
