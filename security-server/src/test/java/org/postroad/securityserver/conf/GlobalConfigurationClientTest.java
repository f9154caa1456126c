// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.PartMetadata;
import org.postroad.protocol.globalconf.PartReference;
import org.postroad.protocol.globalconf.SignedDirectory;
import org.postroad.testing.StandingClock;

class GlobalConfigurationClientTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @TempDir Path directory;
  private final StandingClock time = new StandingClock(NOW);
  private final FakeRegistry own = new FakeRegistry("TEST", "internalconf", "registry.example");
  private final FakeRegistry partner =
      new FakeRegistry("PARTNER", "externalconf", "partner.example");
  private final FakeRegistry.Network network = new FakeRegistry.Network(own, partner);
  private final BlockingQueue<GlobalConfiguration> published = new LinkedBlockingQueue<>();

  private GlobalConfigurationClient open() throws IOException {
    return open(own.anchor());
  }

  private GlobalConfigurationClient open(ConfigurationAnchor anchor) throws IOException {
    return GlobalConfigurationClient.open(
        anchor,
        directory,
        network,
        time,
        new SplittableRandom(3),
        published::add,
        AllowedFederations.ALL);
  }

  private GlobalConfiguration newest() {
    GlobalConfiguration newest = published.remove();
    while (!published.isEmpty()) {
      newest = published.remove();
    }
    return newest;
  }

  private static void refuses(GlobalConfigurationClient client, FaultCode code, String text) {
    Fault refused = assertThrows(Fault.class, client::refresh);
    assertEquals(List.of(code), refused.path());
    assertTrue(refused.text().contains(text), refused.text());
  }

  @Test
  void fetchesVerifiesAndPublishes() throws IOException {
    try (GlobalConfigurationClient client = open()) {
      assertTrue(published.isEmpty());
      client.refresh();
      GlobalConfiguration read = newest();
      assertEquals("TEST", read.instance());
      assertEquals(own.expires, read.expires());
      assertEquals(Optional.of(NOW), client.status().refreshedAt());
      assertEquals(Map.of(), client.status().failures());
    }
  }

  @Test
  void asksForTheNewestVersionFirstAndTakesTheAnswerThatIsNot404() throws IOException {
    own.version = 4;
    try (GlobalConfigurationClient client = open()) {
      client.refresh();
      assertEquals(
          List.of(
              "https://registry.example/internalconf?version=6",
              "http://registry.example/internalconf?version=6",
              "http://registry.example/internalconf?version=5",
              "http://registry.example/internalconf?version=4"),
          network.asked().subList(0, 4));
    }
  }

  @Test
  void takesVersionTwoWhereNoOtherIsServed() throws IOException {
    own.version = 2;
    try (GlobalConfigurationClient client = open()) {
      client.refresh();
      assertTrue(network.asked().contains("http://registry.example/internalconf?version=2"));
      assertEquals("TEST", newest().instance());
    }
  }

  @Test
  void anAddressThatNamesAVersionIsTakenAsItIs() throws IOException {
    own.version = 3;
    ConfigurationAnchor anchor =
        new ConfigurationAnchor(
            Optional.empty(),
            "TEST",
            List.of(
                new ConfigurationAnchor.Source(
                    "http://registry.example/internalconf?version=3", List.of(own.certificate()))));
    try (GlobalConfigurationClient client = open(anchor)) {
      client.refresh();
      assertEquals(
          List.of(
              "https://registry.example/internalconf?version=3",
              "http://registry.example/internalconf?version=3"),
          network.asked().subList(0, 2));
    }
  }

  @Test
  void anotherNodeIsAskedWhenOneIsDownAndTheOneThatWorkedIsAskedFirst() throws IOException {
    own.addresses.add("second.example");
    network.hosts.put("second.example", own);
    network.hosts.remove("registry.example");
    try (GlobalConfigurationClient client = open()) {
      client.refresh();
      assertEquals("TEST", newest().instance());
      network.asked();
      own.regenerate();
      client.refresh();
      assertEquals("http://second.example/internalconf?version=6", network.asked().getFirst());
    }
  }

  @Test
  void afterTheFirstTimeTheAddressesThatTheInstanceStatesItselfAreTriedToo() throws IOException {
    ConfigurationAnchor old = own.anchor();
    try (GlobalConfigurationClient client = open(old)) {
      own.addresses.set(0, "moved.example");
      client.refresh();
      network.hosts.remove("registry.example");
      network.hosts.put("moved.example", own);
      own.regenerate();
      client.refresh();
      assertEquals(own.expires, newest().expires());
    }
  }

  @Test
  void whatIsStoredHasTheLayoutOfTheReferenceAndIsFoundAfterARestart() throws IOException {
    own.extraParts.put("foo.xml", "<foo/>".getBytes(StandardCharsets.UTF_8));
    try (GlobalConfigurationClient client = open()) {
      client.refresh();
    }
    Path current = directory.resolve("current");
    assertEquals("TEST", Files.readString(current.resolve("instance-identifier")));
    assertEquals("<foo/>", Files.readString(current.resolve("TEST/foo.xml")));
    assertArrayEquals(
        own.shared().toXml(6), Files.readAllBytes(current.resolve("TEST/shared-params.xml")));
    PartMetadata metadata =
        PartMetadata.parse(Files.readAllBytes(current.resolve("TEST/private-params.xml.metadata")));
    assertEquals(Optional.of(own.expires), metadata.expires());
    assertEquals(Optional.of("PRIVATE-PARAMETERS"), metadata.contentIdentifier());
    assertEquals(6, metadata.version());
    network.hosts.clear();
    published.clear();
    try (GlobalConfigurationClient client = open()) {
      assertEquals(own.expires, newest().expires());
      refuses(client, FaultCode.NETWORK_ERROR, "connection refused");
      assertTrue(client.status().failures().containsKey("TEST"));
    }
  }

  @Test
  void afterARestartWithAnExpiredCopyItIsReadButNotValid() throws IOException {
    try (GlobalConfigurationClient client = open()) {
      client.refresh();
    }
    published.clear();
    time.set(own.expires.plusSeconds(1));
    try (GlobalConfigurationClient client = open()) {
      GlobalConfiguration read = newest();
      assertEquals("TEST", read.instance());
      assertFalse(read.isValidAt(time.instant()));
      refuses(client, FaultCode.GLOBAL_CONF_OUTDATED, "expired");
    }
  }

  @Test
  void anUnchangedPartIsNotFetchedAgainButItsExpiryIsRenewed() throws IOException {
    try (GlobalConfigurationClient client = open()) {
      client.refresh();
      network.asked();
      own.regenerate();
      client.refresh();
      assertEquals(List.of("http://registry.example/internalconf?version=6"), network.asked());
      assertEquals(own.expires, newest().expires());
      own.ocspFreshness = Duration.ofMinutes(5);
      own.regenerate();
      client.refresh();
      assertEquals(2, network.asked().size());
      assertEquals(Duration.ofMinutes(5), newest().ocspFreshness());
    }
    assertEquals(
        Optional.of(own.expires),
        PartMetadata.parse(
                Files.readAllBytes(directory.resolve("current/TEST/shared-params.xml.metadata")))
            .expires());
  }

  /** A refresh that changes nothing costs one conditional request. */
  @Test
  void whereNothingHasChangedThatIsAllThatIsAsked() throws IOException {
    own.partners.add(partner.anchor());
    network.tagged = true;
    try (GlobalConfigurationClient client = open()) {
      client.refresh();
      network.asked();
      published.clear();
      time.set(NOW.plusSeconds(60));
      client.refresh();
      assertEquals(
          List.of(
              "http://registry.example/internalconf?version=6 unless changed",
              "http://partner.example/externalconf?version=6 unless changed"),
          network.asked());
      assertTrue(published.isEmpty());
      assertEquals(Optional.of(time.instant()), client.status().refreshedAt());
      own.regenerate();
      own.ocspFreshness = Duration.ofMinutes(5);
      client.refresh();
      assertEquals(Duration.ofMinutes(5), newest().ocspFreshness());
    }
  }

  @Test
  void whatIsSaidToBeUnchangedExpiresAllTheSame() throws IOException {
    own.partners.add(partner.anchor());
    network.tagged = true;
    own.expires = partner.expires.plusSeconds(60);
    try (GlobalConfigurationClient client = open()) {
      client.refresh();
      assertEquals(Set.of("TEST", "PARTNER"), newest().instances());
      time.set(partner.expires.plusSeconds(1));
      client.refresh();
      assertEquals(Set.of("TEST"), newest().instances());
      client.refresh();
      assertTrue(published.isEmpty(), "told once");
      time.set(own.expires.plusSeconds(1));
      refuses(client, FaultCode.GLOBAL_CONF_OUTDATED, "expired");
    }
  }

  /** Row A112: the own instance may trust a partner that this server does not follow. */
  @Test
  void onlyPartnersThatTheSettingAllowsAreFollowed() throws IOException {
    own.partners.add(partner.anchor());
    try (GlobalConfigurationClient client = open()) {
      client.refresh();
      assertEquals(Set.of("TEST", "PARTNER"), newest().instances());
    }
    for (AllowedFederations allowed :
        List.of(AllowedFederations.NONE, AllowedFederations.of(List.of("other")))) {
      network.asked();
      try (GlobalConfigurationClient client =
          GlobalConfigurationClient.open(
              own.anchor(),
              directory,
              network,
              time,
              new SplittableRandom(3),
              published::add,
              allowed)) {
        own.regenerate();
        client.refresh();
        assertEquals(Set.of("TEST"), newest().instances());
        assertFalse(network.asked().stream().anyMatch(url -> url.contains("partner")));
        assertFalse(Files.exists(directory.resolve("current/PARTNER")));
      }
    }
  }

  @Test
  void partsNoLongerListedAndPartnersNoLongerTrustedVanish() throws IOException {
    own.partners.add(partner.anchor());
    own.extraParts.put("foo.xml", new byte[1]);
    try (GlobalConfigurationClient client = open()) {
      client.refresh();
      assertEquals(Set.of("TEST", "PARTNER"), newest().instances());
      assertTrue(Files.exists(directory.resolve("current/PARTNER/shared-params.xml")));
      own.partners.clear();
      own.extraParts.clear();
      own.regenerate();
      client.refresh();
      assertEquals(Set.of("TEST"), newest().instances());
      assertFalse(Files.exists(directory.resolve("current/PARTNER")));
      assertFalse(Files.exists(directory.resolve("current/TEST/foo.xml")));
    }
  }

  @Test
  void aPartnerThatFailsStaysUntilItExpires() throws IOException {
    own.partners.add(partner.anchor());
    try (GlobalConfigurationClient client = open()) {
      client.refresh();
      network.hosts.remove("partner.example");
      time.set(partner.expires);
      own.regenerate();
      client.refresh();
      assertEquals(Set.of("TEST", "PARTNER"), newest().instances());
      assertEquals(Set.of("PARTNER"), client.status().failures().keySet());
      time.set(partner.expires.plusSeconds(1));
      own.regenerate();
      client.refresh();
      assertEquals(Set.of("TEST"), newest().instances());
    }
  }

  @Test
  void aSlowPartnerDoesNotHoldUpTheOwnInstance() throws Exception {
    own.partners.add(partner.anchor());
    CountDownLatch go = new CountDownLatch(1);
    network.override(
        "http://partner.example/externalconf",
        (url, limit) -> {
          try {
            go.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          return partner.answer(url);
        });
    try (GlobalConfigurationClient client =
        GlobalConfigurationClient.open(
            own.anchor(),
            directory,
            network,
            time,
            new SplittableRandom(3),
            published::add,
            AllowedFederations.ALL,
            Duration.ofMillis(10))) {
      client.refresh();
      assertEquals(Set.of("TEST"), published.remove().instances());
      go.countDown();
      GlobalConfiguration later = published.poll(30, TimeUnit.SECONDS);
      assertEquals(Set.of("TEST", "PARTNER"), later == null ? Set.of() : later.instances());
    }
  }

  @Test
  void anOlderDirectoryIsRefusedThoughItHasNotExpiredAlsoAfterARestart() throws IOException {
    Instant first = own.generatedAt;
    try (GlobalConfigurationClient client = open()) {
      own.regenerate();
      client.refresh();
      own.generatedAt = first;
      refuses(client, FaultCode.GLOBAL_CONF_OUTDATED, "older than the one known");
    }
    try (GlobalConfigurationClient client = open()) {
      refuses(client, FaultCode.GLOBAL_CONF_OUTDATED, "older than the one known");
      own.generatedAt = first.plusSeconds(60);
      client.refresh();
    }
    own.generatedAt = first;
    ConfigurationAnchor newer =
        new ConfigurationAnchor(Optional.of(NOW), "TEST", own.anchor().sources());
    try (GlobalConfigurationClient client = open(newer)) {
      client.refresh();
    }
  }

  @Test
  void aMirrorThatIsBehindIsPassedOver() throws IOException {
    try (GlobalConfigurationClient client = open()) {
      client.refresh();
      byte[] old = own.directory();
      own.regenerate();
      client.refresh();
      network.override(
          "http://registry.example/internalconf", (url, limit) -> new Download.Response(200, old));
      refuses(client, FaultCode.GLOBAL_CONF_OUTDATED, "older");
      assertEquals(own.expires, newest().expires());
    }
  }

  @Test
  void onlyTheKeysOfThisInstanceVerifyIt() throws IOException {
    own.partners.add(partner.anchor());
    try (GlobalConfigurationClient client = open()) {
      client.refresh();
      network.asked();
      FakeRegistry impostor = new FakeRegistry("TEST", "internalconf", "registry.example");
      impostor.generatedAt = own.generatedAt.plusSeconds(60);
      byte[] signedByPartner =
          new SignedDirectory(impostor.expires, 6, own.references())
              .sign(partner.key.signer(), partner.certificate(), new SplittableRandom(1));
      for (byte[] forged : List.of(impostor.directory(), signedByPartner)) {
        network.override(
            "http://registry.example/internalconf",
            (url, limit) -> new Download.Response(200, forged));
        assertThrows(Fault.class, client::refresh);
      }
    }
  }

  @Test
  void anotherAnchorIsFollowedOnceAConfigurationWasHadWithItAlone() throws IOException {
    Path file = directory.resolve("anchor.xml");
    FakeRegistry moved = new FakeRegistry("TEST", "internalconf", "moved.example");
    try (GlobalConfigurationClient client = open()) {
      client.refresh();
      Files.write(file, own.anchor().toXml());
      var anchor = new AnchorFile(file, network, client::trust, time);
      moved.generatedAt = own.generatedAt.minusSeconds(30);
      published.clear();
      assertThrows(Fault.class, () -> anchor.replace(moved.anchor().toXml()));
      assertArrayEquals(own.anchor().toXml(), anchor.read());
      assertTrue(published.isEmpty());

      network.hosts.put("moved.example", moved);
      network.asked();
      anchor.replace(moved.anchor().toXml());
      assertArrayEquals(moved.anchor().toXml(), anchor.read());
      assertEquals(
          "moved.example",
          newest().parameters("TEST").orElseThrow().sources().getFirst().address());
      assertFalse(network.asked().toString().contains("registry.example"));
      client.refresh();
      assertFalse(network.asked().toString().contains("registry.example"));
      assertEquals("moved.example", client.status().location().orElseThrow().getHost());
      assertFalse(anchor.reread());
    }
    published.clear();
    try (GlobalConfigurationClient again =
        open(ConfigurationAnchor.parse(Files.readAllBytes(file)))) {
      assertFalse(published.isEmpty());
      moved.generatedAt = moved.generatedAt.minusSeconds(60);
      refuses(again, FaultCode.GLOBAL_CONF_OUTDATED, "older");
    }
  }

  @Test
  void anAnchorOfAnotherInstanceOrOneThatCannotBeKeptChangesNothing() throws IOException {
    try (GlobalConfigurationClient client = open()) {
      client.refresh();
      published.clear();
      assertThrows(Fault.class, () -> client.trust(partner.anchor(), () -> {}));
      FakeRegistry moved = new FakeRegistry("TEST", "internalconf", "moved.example");
      network.hosts.put("moved.example", moved);
      assertThrows(
          IllegalStateException.class,
          () ->
              client.trust(
                  moved.anchor(),
                  () -> {
                    throw new IllegalStateException("disk full");
                  }));
      assertTrue(published.isEmpty());
      network.asked();
      client.refresh();
      assertFalse(network.asked().toString().contains("moved.example"));
    }
  }

  @Test
  void aPartThatDiffersFromItsDigestRefusesTheWholeRefresh() throws IOException {
    try (GlobalConfigurationClient client = open()) {
      client.refresh();
      GlobalConfiguration before = newest();
      own.ocspFreshness = Duration.ofMinutes(7);
      own.regenerate();
      byte[] tampered = own.shared().toXml(6);
      tampered[tampered.length - 3] ^= 1;
      network.override(
          "http://registry.example/V6", (url, limit) -> new Download.Response(200, tampered));
      refuses(client, FaultCode.MALFORMED_GLOBAL_CONF, "Digest");
      assertTrue(published.isEmpty() || newest().expires().equals(before.expires()));
    }
    try (GlobalConfigurationClient client = open()) {
      assertEquals(Duration.ofHours(1), newest().ocspFreshness());
      assertEquals(Optional.empty(), client.status().refreshedAt());
    }
  }

  @Test
  void directoriesThatListTheWrongThingsAreRefused() throws IOException {
    PartReference good =
        own.references().stream()
            .filter(part -> part.contentIdentifier().equals("SHARED-PARAMETERS"))
            .findFirst()
            .orElseThrow();
    PartReference priv =
        own.references().stream()
            .filter(part -> part.contentIdentifier().equals("PRIVATE-PARAMETERS"))
            .findFirst()
            .orElseThrow();
    PartReference foreign =
        new PartReference(
            "SHARED-PARAMETERS", "PARTNER", good.location(), good.digest(), Optional.empty());
    Map<String, List<PartReference>> wrong =
        Map.of(
            "no PRIVATE-PARAMETERS", List.of(good),
            "no SHARED-PARAMETERS", List.of(priv),
            "part of instance PARTNER", List.of(good, priv, foreign),
            "File name '..'", List.of(good, priv, named("FOO", good, "..")),
            "File name '../x'", List.of(good, priv, named("FOO", good, "../x")),
            "stored as shared-params.xml",
                List.of(good, priv, named("FOO", good, "shared-params.xml")),
            "stored as x.metadata", List.of(good, priv, named("FOO", good, "x.metadata")),
            "leaves", List.of(good, priv, at("FOO", good, "//evil.example/x.xml")));
    try (GlobalConfigurationClient client = open()) {
      for (Map.Entry<String, List<PartReference>> each : wrong.entrySet()) {
        byte[] body = own.signed(each.getValue());
        network.override(
            "http://registry.example/internalconf",
            (url, limit) -> new Download.Response(200, body));
        refuses(client, FaultCode.MALFORMED_GLOBAL_CONF, each.getKey());
      }
      assertTrue(published.isEmpty());
      assertFalse(network.asked().stream().anyMatch(url -> url.contains("evil")));
    }
    assertFalse(Files.exists(directory.resolve("current")));
  }

  private static PartReference named(String identifier, PartReference as, String name) {
    return new PartReference(
        identifier, as.instance(), as.location(), as.digest(), Optional.of(name));
  }

  private static PartReference at(String identifier, PartReference as, String location) {
    return new PartReference(identifier, as.instance(), location, as.digest(), Optional.empty());
  }

  @Test
  void aCorePartOfAnotherInstanceInsideIsRefused() throws IOException {
    byte[] ofPartner = partner.shared().toXml(6);
    List<PartReference> references =
        own.references().stream()
            .map(part ->
                part.contentIdentifier().equals("SHARED-PARAMETERS")
                    ? new PartReference(
                        part.contentIdentifier(),
                        part.instance(),
                        "/other/shared-params.xml",
                        DigestAlgorithm.SHA512.digest(ofPartner),
                        Optional.empty())
                    : part)
            .toList();
    byte[] body = own.signed(references);
    network.override(
        "http://registry.example/internalconf", (url, limit) -> new Download.Response(200, body));
    network.override(
        "http://registry.example/other", (url, limit) -> new Download.Response(200, ofPartner));
    try (GlobalConfigurationClient client = open()) {
      refuses(client, FaultCode.MALFORMED_GLOBAL_CONF, "is of instance PARTNER");
    }
  }

  @Test
  void relativeLocationsAreResolvedAgainstTheDirectory() throws IOException {
    byte[] extra = "<x/>".getBytes(StandardCharsets.UTF_8);
    List<PartReference> references =
        Stream.concat(
                own.references().stream(),
                Stream.of(
                    new PartReference(
                        "X",
                        "TEST",
                        "parts/x.xml",
                        DigestAlgorithm.SHA512.digest(extra),
                        Optional.empty())))
            .toList();
    byte[] body = own.signed(references);
    network.override(
        "http://registry.example/internalconf", (url, limit) -> new Download.Response(200, body));
    network.override(
        "http://registry.example/parts/x.xml", (url, limit) -> new Download.Response(200, extra));
    try (GlobalConfigurationClient client = open()) {
      client.refresh();
      assertArrayEquals(extra, Files.readAllBytes(directory.resolve("current/TEST/x.xml")));
    }
  }

  @Test
  void anAnswerThatIsTooLargeOrAnErrorIsAFailureOfThatAddress() throws IOException {
    try (GlobalConfigurationClient client = open()) {
      network.override(
          "http://registry.example/internalconf",
          (url, limit) -> new Download.Response(200, new byte[limit + 1]));
      refuses(client, FaultCode.NETWORK_ERROR, "above");
      network.override(
          "http://registry.example/internalconf",
          (url, limit) -> new Download.Response(500, new byte[0]));
      refuses(client, FaultCode.NETWORK_ERROR, "status 500");
      network.restore();
      client.refresh();
    }
  }

  @Test
  void aStoredFileInWhichABitDiffersIsNeverBelieved() throws IOException {
    try (GlobalConfigurationClient client = open()) {
      client.refresh();
      own.regenerate();
      client.refresh();
    }
    published.clear();
    Path slot = directory.resolve(Files.readSymbolicLink(directory.resolve("current")));
    List<Path> files;
    try (Stream<Path> all = Files.walk(slot)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    assertTrue(files.size() == 7, files::toString);
    Instant older = own.expires.minusSeconds(60);
    for (Path file : files) {
      byte[] content = Files.readAllBytes(file);
      for (int at = 0; at < content.length; at += 1 + content.length / 23) {
        byte[] flipped = content.clone();
        flipped[at] ^= (byte) (1 << at % 8);
        Files.write(file, flipped);
        try (GlobalConfigurationClient client = open()) {
          assertEquals(older, newest().expires(), file + " at " + at);
          assertEquals(Optional.empty(), client.status().refreshedAt());
        }
      }
      Files.write(file, content);
    }
    try (GlobalConfigurationClient client = open()) {
      assertEquals(own.expires, newest().expires());
      assertEquals(Map.of(), client.status().failures());
    }
  }

  @Test
  void verifiersGetTheSharedParametersOfEveryInstance() throws IOException {
    own.partners.add(partner.anchor());
    partner.version = 3;
    try (GlobalConfigurationClient client = open()) {
      client.refresh();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      client.verificationArchive().writeTo(out);
      Map<String, byte[]> files = new TreeMap<>();
      try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
          files.put(entry.getName(), zip.readAllBytes());
        }
      }
      assertEquals(
          Set.of(
              "verificationconf/instance-identifier",
              "verificationconf/PARTNER/shared-params.xml",
              "verificationconf/PARTNER/shared-params.xml.metadata",
              "verificationconf/TEST/shared-params.xml",
              "verificationconf/TEST/shared-params.xml.metadata"),
          files.keySet());
      assertEquals(
          "{\"configurationVersion\":\"3\"}",
          new String(
              files.getOrDefault(
                  "verificationconf/PARTNER/shared-params.xml.metadata", new byte[0]),
              StandardCharsets.UTF_8));
      assertEquals(Set.of("TEST", "PARTNER"), GlobalConfiguration.read(files).instances());
    }
  }
}
