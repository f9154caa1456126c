// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.testing.ReferenceVectors;

/** The client against directories that a registry of the reference signed. */
@Tag(ReferenceVectors.TAG)
class ReferenceDirectoryTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 6})
  void aDirectoryOfTheReferenceIsFetchedAndStored(int version) throws IOException {
    Path served = ReferenceVectors.path("directory");
    Path part;
    try (Stream<Path> files = Files.walk(served.resolve("V" + version))) {
      part = files.filter(file -> file.endsWith("shared-params.xml")).findFirst().orElseThrow();
    }
    ConfigurationAnchor anchor = anchor(served, version, Files.readAllBytes(part));
    Download download =
        (url, limit) -> {
          String path = url.getRawPath();
          Path file =
              path.equals("/internalconf")
                  ? served.resolve("V" + version + path)
                  : served.resolve(path.substring(1));
          boolean there = path.startsWith("/V") || ("version=" + version).equals(url.getRawQuery());
          return there
              ? new Download.Response(200, Files.readAllBytes(file))
              : new Download.Response(404, new byte[0]);
        };
    List<GlobalConfiguration> published = new ArrayList<>();
    try (GlobalConfigurationClient client =
        GlobalConfigurationClient.open(
            anchor,
            directory,
            download,
            CLOCK,
            new SplittableRandom(1),
            published::add,
            AllowedFederations.NONE)) {
      client.refresh();
    }
    GlobalConfiguration read = published.getLast();
    assertEquals(anchor.instance(), read.instance());
    assertTrue(read.isValidAt(CLOCK.instant()));
    Path stored = directory.resolve("current").resolve(anchor.instance());
    assertArrayEquals(
        Files.readAllBytes(part), Files.readAllBytes(stored.resolve("shared-params.xml")));
  }

  /** The anchor beside the vectors is of the newest registry; older ones say their keys inside. */
  private static ConfigurationAnchor anchor(Path served, int version, byte[] shared)
      throws IOException {
    ConfigurationAnchor newest =
        ConfigurationAnchor.parse(
            Files.readAllBytes(served.resolve("configuration_anchor_CS_internal.xml")));
    if (version == 6) {
      return newest;
    }
    SharedParameters parameters = SharedParameters.parse(shared, version);
    return new ConfigurationAnchor(
        newest.generatedAt(),
        parameters.instance(),
        List.of(
            new ConfigurationAnchor.Source(
                "http://cs/internalconf", parameters.sources().getFirst().internal())));
  }
}
