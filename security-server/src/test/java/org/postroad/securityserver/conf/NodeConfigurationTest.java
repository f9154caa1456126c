// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.testing.StandingClock;

/** One node changes the server configuration, others follow by a copied file (F02 to F04). */
class NodeConfigurationTest {
  private static final Author ADMIN = new Author("admin", "a reason");

  @TempDir private Path folder;
  private final StandingClock clock = new StandingClock();
  private ConfigurationVersions primary;
  private Path original;
  private Path copied;

  @BeforeEach
  void open() throws IOException {
    original = Files.createDirectory(folder.resolve("primary")).resolve("copy");
    copied = Files.createDirectory(folder.resolve("secondary")).resolve("copy");
    primary = reopened();
    var _ = primary.save(0, server("http://first.example/"), "admin", "first");
  }

  @AfterEach
  void close() {
    primary.close();
  }

  private ConfigurationVersions reopened() {
    return PrimaryConfiguration.of(
        ServerConfigurationStore.open(folder.resolve("store"), clock), original);
  }

  private static ServerConfiguration server(String timestampService) {
    return new ServerConfiguration(
        Fixtures.server().id(), List.of(URI.create(timestampService)), List.of());
  }

  private ConfigurationVersions secondary() throws IOException {
    Files.write(copied, Files.readAllBytes(original));
    return new SecondaryConfiguration(copied);
  }

  private static LiveConfiguration live(
      ConfigurationVersions versions, PublishedConfiguration published) {
    return new LiveConfiguration(versions, published, versions.load().orElseThrow());
  }

  private PublishedConfiguration published(ConfigurationVersions versions) {
    var published =
        new PublishedConfiguration(versions.load().orElseThrow().configuration(), clock);
    published.publish(Fixtures.global());
    return published;
  }

  @ParameterizedTest
  @CsvSource({
    "standalone, STANDALONE",
    "primary, PRIMARY",
    "master, PRIMARY",
    "secondary, SECONDARY",
    "slave, SECONDARY",
    "Primary, ",
    "none, "
  })
  void typesAreSpeltInTwoWays(String word, NodeType type) {
    assertEquals(Optional.ofNullable(type), NodeType.parse(word));
  }

  @Test
  void aCopyIsTheWholeVersion() throws IOException {
    ServerConfigurationStore.Saved known = primary.load().orElseThrow();
    ServerConfigurationStore.Saved read = secondary().load().orElseThrow();
    assertEquals(known.version(), read.version());
    assertEquals(
        List.of(URI.create("http://first.example/")), read.configuration().timestampServices());
    assertEquals(
        PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(original));
    try (Stream<Path> files = Files.list(original.getParent())) {
      assertEquals(List.of(original), files.toList(), "nothing unfinished is left behind");
    }
  }

  @Test
  void whatOneNodeChangesTheOtherFollowsOnceItIsCopied() throws IOException {
    ConfigurationVersions follower = secondary();
    PublishedConfiguration seen = published(follower);
    LiveConfiguration following = live(follower, seen);
    assertFalse(following.reread(), "nothing is new");
    LiveConfiguration changing = live(primary, published(primary));
    var version = changing.change(ADMIN, _ -> server("http://second.example/"));
    assertFalse(following.reread(), "nothing was copied");
    Files.write(copied, Files.readAllBytes(original));
    assertTrue(following.reread());
    assertEquals(
        List.of(URI.create("http://second.example/")), seen.current().server().timestampServices());
    assertEquals(Optional.of(version), follower.newest());
    assertFalse(following.reread());
  }

  @Test
  void aSecondaryNodeChangesNothing() throws IOException {
    ConfigurationVersions follower = secondary();
    LiveConfiguration following = live(follower, published(follower));
    byte[] before = Files.readAllBytes(copied);
    for (Fault refused :
        List.of(
            assertThrows(Fault.class, following::requireChangeable),
            assertThrows(
                Fault.class, () -> following.change(ADMIN, _ -> server("http://x.example/"))))) {
      assertEquals(FaultCode.BAD_REQUEST, refused.code());
      assertEquals(
          "This is a secondary node: configuration and keys are changed on the primary node",
          refused.text());
    }
    assertEquals(
        List.of(URI.create("http://first.example/")), following.current().timestampServices());
    assertEquals(-1, java.util.Arrays.mismatch(before, Files.readAllBytes(copied)));
  }

  @Test
  void aTornOrAlteredCopyIsRefusedAndWhatWasKnownStays() throws IOException {
    ConfigurationVersions follower = secondary();
    PublishedConfiguration seen = published(follower);
    LiveConfiguration following = live(follower, seen);
    var _ = live(primary, published(primary)).change(ADMIN, _ -> server("http://new.example/"));
    byte[] whole = Files.readAllBytes(original);
    for (int end = 0; end < whole.length; end += 7) {
      Files.write(copied, java.util.Arrays.copyOf(whole, end));
      assertEquals(
          FaultCode.MALFORMED_SERVER_CONF,
          assertThrows(Fault.class, following::reread, "cut at " + end).code());
    }
    byte[] altered = whole.clone();
    altered[whole.length - 5] ^= 1;
    Files.write(copied, altered);
    assertThrows(Fault.class, following::reread);
    assertEquals(
        List.of(URI.create("http://first.example/")), seen.current().server().timestampServices());
    assertEquals(
        List.of(URI.create("http://first.example/")), following.current().timestampServices());
    Files.write(copied, whole);
    assertTrue(following.reread());
  }

  @Test
  void aPrimaryNodeWritesACopyThatIsMissingOrOldAtItsStart() throws IOException {
    byte[] first = Files.readAllBytes(original);
    var _ = primary.save(1, server("http://second.example/"), "admin", "second");
    byte[] second = Files.readAllBytes(original);
    for (byte[] left :
        List.of(
            first,
            new byte[0],
            "not json\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII))) {
      Files.write(original, left);
      primary.close();
      primary = reopened();
      assertEquals(-1, java.util.Arrays.mismatch(second, Files.readAllBytes(original)));
    }
    Files.delete(original);
    primary.close();
    primary = reopened();
    assertEquals(-1, java.util.Arrays.mismatch(second, Files.readAllBytes(original)));
  }

  /** The primary node is lost, or another takes its place for a while. */
  @Test
  void aNodeThatBecomesThePrimaryGoesOnWithTheCopy() {
    clock.move(java.time.Duration.ofHours(1));
    var _ = primary.save(1, server("http://second.example/"), "admin", "moved");
    try (ServerConfigurationStore own =
            ServerConfigurationStore.open(folder.resolve("other"), clock);
        ConfigurationVersions other = PrimaryConfiguration.of(own, original)) {
      ServerConfigurationStore.Saved begun = other.load().orElseThrow();
      assertEquals(
          List.of(URI.create("http://second.example/")), begun.configuration().timestampServices());
      assertEquals("system", begun.version().who());
      assertEquals("version 2 of another primary node, by admin: moved", begun.version().why());
      clock.move(java.time.Duration.ofHours(1));
      var _ = other.save(1, server("http://third.example/"), "admin", "meanwhile");
    }
    primary.close();
    primary = reopened();
    ServerConfigurationStore.Saved back = primary.load().orElseThrow();
    assertEquals(
        List.of(URI.create("http://third.example/")), back.configuration().timestampServices());
    assertEquals(3, back.version().number(), "its own history goes on");
    assertEquals(primary.newest(), new SecondaryConfiguration(original).newest());
  }

  @Test
  void withoutACopyThereIsNothing() {
    ConfigurationVersions none = new SecondaryConfiguration(folder.resolve("nothing"));
    assertEquals(Optional.empty(), none.load());
    assertEquals(Optional.empty(), none.newest());
  }
}
