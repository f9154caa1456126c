// SPDX-License-Identifier: MIT
package org.postroad.cli.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.catalog.CatalogedService;
import org.postroad.protocol.catalog.KnownCertificate;
import org.postroad.protocol.catalog.MemberCertificates;
import org.postroad.protocol.catalog.ServiceCatalog;
import org.postroad.protocol.catalog.ServiceType;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.SoftwareToken;
import org.postroad.registry.membership.Membership;
import org.postroad.registry.membership.MembershipCommand;
import org.postroad.registry.membership.RegisteredServer;
import org.postroad.registry.publication.Anchors;
import org.postroad.registry.publication.ConfigurationSource;
import org.postroad.registry.publication.CurrentGeneration;
import org.postroad.registry.publication.OptionalPart;
import org.postroad.registry.publication.Publication;
import org.postroad.registry.publication.PublicationSettings;
import org.postroad.registry.publication.RegistryNodes;
import org.postroad.registry.publication.RegistrySnapshot;
import org.postroad.registry.publication.SigningKeyCommand;
import org.postroad.registry.publication.SigningKeys;
import org.postroad.registry.trust.ApprovedServices;
import org.postroad.securityserver.conf.AllowedFederations;
import org.postroad.securityserver.conf.Download;
import org.postroad.securityserver.conf.GlobalConfigurationClient;
import org.postroad.testing.TestCertificate;
import org.postroad.testing.TestKey;

/**
 * What a large instance costs: 1,000 members, 5,000 subsystems, 1,500 servers, with 20,000 services
 * in its catalogue. Leaves a table: the best of several rounds, by the wall and by the processor.
 */
@Tag("long")
class LargeConfigurationTest {
  private static final int MEMBERS = 1000;
  private static final int SUBSYSTEMS = 5000;
  private static final int SERVERS = 1500;
  private static final int SERVICES = 20_000;
  private static final int ROUNDS = 8;
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

  private static final Path FIGURES = Path.of("target", "configuration.md");

  @TempDir private Path folder;
  private final SoftwareToken token = SoftwareToken.create();
  private final SigningKeys keys = new SigningKeys();
  private final CurrentGeneration current = new CurrentGeneration();
  private final Served served = new Served();
  private final PublicationSettings settings =
      new PublicationSettings(
          "cs.example",
          "https://cs.example:4001/managementservice/",
          Optional.empty(),
          Duration.ofMinutes(1),
          Duration.ofHours(1),
          Duration.ofMinutes(10));

  private static MemberId member(int number) {
    return new MemberId("DEV", "GOV", "7" + String.format(Locale.ROOT, "%07d", number));
  }

  private static SubsystemId subsystem(int number) {
    return new SubsystemId(member(number % MEMBERS), "subsystem-" + number);
  }

  private static Membership membership() {
    var membership = new Membership("DEV");
    membership.apply(new MembershipCommand.DefineMemberClass("GOV", "Government"));
    for (int i = 0; i < MEMBERS; i++) {
      membership.apply(new MembershipCommand.AddMember(member(i), "Agency number " + i));
    }
    for (int i = 0; i < SUBSYSTEMS; i++) {
      var name = Optional.of("Information system number " + i);
      membership.apply(new MembershipCommand.AddSubsystem(subsystem(i), name));
    }
    KeyPair shared = TestKey.newPair();
    for (int i = 0; i < SERVERS; i++) {
      X509Certificate certificate =
          TestCertificate.subject("CN=server " + i)
              .key(shared)
              .authentication()
              .selfSigned()
              .certificate();
      var id = new SecurityServerId(member(i % MEMBERS), "server-" + i);
      membership.apply(
          new MembershipCommand.RegisterServer(id, "ss" + i + ".example", certificate));
    }
    for (int i = 0; i < SUBSYSTEMS; i++) {
      var server = new SecurityServerId(member(i % SERVERS % MEMBERS), "server-" + i % SERVERS);
      membership.apply(new MembershipCommand.RegisterClient(server, subsystem(i)));
    }
    membership.apply(new MembershipCommand.SetManagementServiceProvider(subsystem(0)));
    return membership;
  }

  private RegistrySnapshot snapshot(Membership membership) {
    for (ConfigurationSource source : ConfigurationSource.values()) {
      var key = token.generate(KeyKind.RSA_2048, new SecureRandom());
      var certificate =
          key.selfSigned(source.keySubject(), Instant.EPOCH, Instant.parse("2038-01-01T00:00:00Z"));
      keys.apply(new SigningKeyCommand.AddSigningKey(source, key.id(), certificate));
    }
    return new RegistrySnapshot(
        membership.snapshot(),
        new ApprovedServices().snapshot(),
        new RegistryNodes().snapshot(keys),
        List.of(
            part(ServiceCatalog.CONTENT_IDENTIFIER, ServiceCatalog.FILE_NAME, services()),
            part(
                MemberCertificates.CONTENT_IDENTIFIER,
                MemberCertificates.FILE_NAME,
                certificates(membership))));
  }

  private static OptionalPart part(String contentIdentifier, String fileName, byte[] content) {
    return new OptionalPart(
        contentIdentifier, fileName, Base64.getEncoder().encodeToString(content));
  }

  private static byte[] services() {
    List<CatalogedService> services = new ArrayList<>();
    for (int i = 0; i < SERVICES; i++) {
      services.add(
          new CatalogedService(
              ServiceId.of(subsystem(i % SUBSYSTEMS), "service" + i),
              ServiceType.OPENAPI,
              Optional.of("The service with number " + i),
              Instant.EPOCH,
              Optional.of(DigestAlgorithm.SHA256.digest(new byte[] {(byte) i}))));
    }
    return new ServiceCatalog("DEV", services).toBytes();
  }

  private static byte[] certificates(Membership membership) {
    List<KnownCertificate> known = new ArrayList<>();
    for (RegisteredServer server : membership.servers()) {
      for (X509Certificate certificate : server.authenticationCertificates()) {
        known.add(
            KnownCertificate.of(
                certificate, server.id().owner(), Optional.of(server.id()), Instant.EPOCH));
      }
    }
    return new MemberCertificates("DEV", known).toBytes();
  }

  /** What a web server in front of the published files would say. */
  private final class Served implements Download {
    private final AtomicInteger whole = new AtomicInteger();
    private final AtomicInteger conditional = new AtomicInteger();

    @Override
    public Response get(URI url, int limit) throws IOException {
      whole.incrementAndGet();
      String path = url.getRawPath().substring(1);
      if (path.equals("internalconf")) {
        byte[] directory = current.find(path, 6).orElseThrow();
        return new Response(200, directory, Optional.of(tag(directory)));
      }
      return new Response(200, Files.readAllBytes(folder.resolve("public").resolve(path)));
    }

    @Override
    public Response getUnless(String tag, URI url, int limit) throws IOException {
      conditional.incrementAndGet();
      return tag(current.find("internalconf", 6).orElseThrow()).equals(tag)
          ? new Response(304, new byte[0])
          : get(url, limit);
    }

    private static String tag(byte[] content) {
      return DigestAlgorithm.SHA256.digest(content).hex();
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static String best(String what, Work work) throws IOException {
    var threads = ManagementFactory.getThreadMXBean();
    long wall = Long.MAX_VALUE;
    long processor = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long wallBefore = System.nanoTime();
      long processorBefore = threads.getCurrentThreadCpuTime();
      work.run();
      processor = Math.min(processor, threads.getCurrentThreadCpuTime() - processorBefore);
      wall = Math.min(wall, System.nanoTime() - wallBefore);
    }
    return String.format(
        Locale.ROOT, "| %s | %d ms | %d ms |", what, wall / 1_000_000, processor / 1_000_000);
  }

  private static long usedMemory() {
    var memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i < 4; i++) {
      memory.gc();
    }
    return memory.getHeapMemoryUsage().getUsed();
  }

  @Test
  void aLargeInstanceIsPublishedAndLoaded() throws IOException {
    RegistrySnapshot snapshot = snapshot(membership());
    var publication =
        new Publication(
            () -> snapshot,
            () -> settings,
            id -> token.key(id).map(key -> key.signer(DigestAlgorithm.SHA512)),
            folder.resolve("public"),
            folder.resolve("copy"),
            current,
            CLOCK,
            new Random(1));
    List<String> table = new ArrayList<>(List.of("| what | time | CPU |", "|---|---|---|"));
    table.add(best("generated and signed, five versions", publication::run));
    ConfigurationAnchor anchor =
        Anchors.of(snapshot, ConfigurationSource.INTERNAL, settings, CLOCK.instant());
    List<GlobalConfiguration> published = new ArrayList<>();
    long before = usedMemory();
    GlobalConfigurationClient first = open(anchor, published);
    first.refresh();
    long after = usedMemory();
    int fetched = served.whole.get();
    table.add(best("refreshed, nothing has changed", first::refresh));
    assertEquals(fetched, served.whole.get());
    assertEquals(ROUNDS, served.conditional.get());
    first.close();
    table.add(best("fetched by a server that has nothing", () -> fetch(anchor, published)));
    table.add(best("loaded from disk", () -> open(anchor, published).close()));
    table.add(String.format(Locale.ROOT, "| memory it takes | %d MB | |", (after - before) >> 20));
    GlobalConfiguration read = published.getLast();
    assertEquals(MEMBERS, read.parameters("DEV").orElseThrow().members().size());
    assertEquals(SERVERS, read.parameters("DEV").orElseThrow().servers().size());
    for (int i = 0; i < SUBSYSTEMS; i++) {
      assertTrue(read.exists(subsystem(i)));
      assertEquals(1, read.addressesOf(subsystem(i)).size());
    }
    Files.createDirectories(Path.of("target"));
    Files.write(FIGURES, table);
  }

  private void fetch(ConfigurationAnchor anchor, List<GlobalConfiguration> published)
      throws IOException {
    Path empty = Files.createTempDirectory(folder, "client");
    try (GlobalConfigurationClient client = open(anchor, empty, published)) {
      client.refresh();
    }
  }

  private GlobalConfigurationClient open(
      ConfigurationAnchor anchor, List<GlobalConfiguration> published) throws IOException {
    return open(anchor, folder.resolve("client"), published);
  }

  private GlobalConfigurationClient open(
      ConfigurationAnchor anchor, Path directory, List<GlobalConfiguration> published)
      throws IOException {
    published.clear();
    return GlobalConfigurationClient.open(
        anchor,
        directory,
        served,
        CLOCK,
        new SplittableRandom(1),
        published::add,
        AllowedFederations.NONE);
  }
}
