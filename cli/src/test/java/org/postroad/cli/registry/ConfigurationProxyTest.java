// SPDX-License-Identifier: MIT
package org.postroad.cli.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.cli.process.ConfigurationFetch;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.Generation;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.PartReference;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.protocol.globalconf.SignedDirectory;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.token.KeyKind;
import org.postroad.registry.Author;
import org.postroad.registry.CentralRegistry;
import org.postroad.registry.RegistryOptions;
import org.postroad.registry.SigningToken;
import org.postroad.registry.membership.MembershipCommand;
import org.postroad.securityserver.WebDownload;
import org.postroad.securityserver.conf.AllowedFederations;
import org.postroad.securityserver.conf.GlobalConfigurationClient;
import org.postroad.testing.ConfigurationSchema;
import org.postroad.testing.StandingClock;
import picocli.CommandLine;

/** A registry, a proxy that follows it, and clients behind the proxy, all through their ports. */
class ConfigurationProxyTest {
  private static final Author AUTHOR = new Author("tester", "because");
  private static final MemberId AGENCY = new MemberId("DEV", "GOV", "1");
  private static final InetSocketAddress ANYWHERE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  @TempDir private Path folder;
  private final StandingClock time = new StandingClock(Instant.parse("2026-11-21T12:00:00Z"));
  private Optional<CentralRegistry> opened = Optional.empty();

  private CentralRegistry registry() {
    return opened.orElseThrow();
  }

  @BeforeEach
  void openRegistry() throws IOException {
    var options =
        RegistryOptions.of("DEV", folder.resolve("registry"), ANYWHERE, "a secret".toCharArray())
            .withKeyKind(KeyKind.EC_P256);
    CentralRegistry registry = CentralRegistry.open(options, time, new SecureRandom());
    opened = Optional.of(registry);
    registry.execute(new MembershipCommand.DefineMemberClass("GOV", "Government"), AUTHOR);
    registry.execute(new MembershipCommand.AddMember(AGENCY, "Agency"), AUTHOR);
    registry.execute(new MembershipCommand.SetManagementServiceProvider(AGENCY), AUTHOR);
    registry.publish();
    Files.writeString(pinFile(), "proxy pin\n");
    Files.setPosixFilePermissions(pinFile(), PosixFilePermissions.fromString("rw-------"));
  }

  @AfterEach
  void closeRegistry() {
    registry().close();
  }

  private Path pinFile() {
    return folder.resolve("pin");
  }

  private Path data() {
    return folder.resolve("proxy");
  }

  /** Runs a command and gives what it printed. */
  private String run(String command, String... more) {
    return run(0, command, more);
  }

  private String run(int exit, String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of("proxy", command, "--data"));
    arguments.add(data().toString());
    arguments.add("--pin-file=" + pinFile());
    arguments.addAll(List.of(more));
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        new CommandLine(new RegistryCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler((failure, line, result) -> {
              err.append(String.valueOf(failure.getMessage()));
              return 2;
            })
            .execute(arguments.toArray(String[]::new));
    assertEquals(exit, code, () -> out + "" + err);
    return out + "" + err;
  }

  private static String keyIn(String output) {
    return output.substring("Key ".length(), output.indexOf(','));
  }

  private void createWithKey() throws IOException {
    run("create", "-p", "PROXY");
    Files.write(data().resolve("instances/PROXY/anchor.xml"), registry().internalAnchor().toXml());
    run("add-key", "-p", "PROXY", "-a", "EC");
  }

  private interface Check {
    void with(ConfigurationProxy proxy) throws IOException;
  }

  private void serving(Check check) throws IOException {
    try (SigningToken token =
            SigningToken.open(data().resolve("token.p12"), "proxy pin".toCharArray());
        ConfigurationProxy proxy =
            ConfigurationProxy.open(
                new ProxyHome(data()),
                ANYWHERE,
                Optional.empty(),
                new ConfigurationFetch(),
                token::signer,
                time,
                new SecureRandom())) {
      check.with(proxy);
    }
  }

  private ConfigurationAnchor anchor(ConfigurationProxy proxy) throws IOException {
    Path file = folder.resolve("anchor-of-proxy.xml");
    String address = "127.0.0.1:" + proxy.address().getPort();
    String output = run("anchor", "-p", "PROXY", "--address", address, "-f", file.toString());
    byte[] bytes = Files.readAllBytes(file);
    assertTrue(output.contains(ConfigurationAnchor.fingerprint(bytes)), output);
    return ConfigurationAnchor.parse(bytes);
  }

  private GlobalConfigurationClient client(
      ConfigurationAnchor anchor, List<GlobalConfiguration> published) throws IOException {
    return GlobalConfigurationClient.open(
        anchor,
        folder.resolve("client"),
        new WebDownload(Duration.ofSeconds(30), Duration.ofSeconds(30)),
        time,
        new SplittableRandom(1),
        published::add,
        AllowedFederations.NONE);
  }

  /** Rows A109 and A110: a server behind the proxy has what the registry said. */
  @Test
  void aClientBehindTheProxyLearnsWhatTheRegistrySays() throws IOException {
    createWithKey();
    serving(proxy -> {
      proxy.refreshAll();
      List<GlobalConfiguration> published = new ArrayList<>();
      try (GlobalConfigurationClient client = client(anchor(proxy), published)) {
        client.refresh();
        assertTrue(published.getLast().exists(AGENCY));
        assertTrue(published.getLast().privateParameters().isPresent());
        registry()
            .execute(new MembershipCommand.AddMember(new MemberId("DEV", "GOV", "2"), "B"), AUTHOR);
        time.move(Duration.ofSeconds(60));
        registry().publish();
        proxy.refreshAll();
        client.refresh();
        assertTrue(published.getLast().exists(new MemberId("DEV", "GOV", "2")));
      }
    });
  }

  private SignedDirectory directory(ConfigurationProxy proxy, int version) throws IOException {
    ConfigurationAnchor.Source source = anchor(proxy).sources().getFirst();
    URI url = URI.create(source.downloadUrl() + "?version=" + version);
    byte[] document = new ConfigurationFetch().get(url).orElseThrow();
    return SignedDirectory.verify(document, source.verificationCertificates(), time.instant());
  }

  private byte[] part(ConfigurationProxy proxy, PartReference part) throws IOException {
    URI base = URI.create(anchor(proxy).sources().getFirst().downloadUrl());
    byte[] content = new ConfigurationFetch().get(part.resolve(base)).orElseThrow();
    part.check(content);
    return content;
  }

  /** Row A110: from version 3 on the source is the proxy, the rest stays byte for byte. */
  @Test
  void onlyTheSourceIsRewrittenAndTheOriginalPlaceIsKept() throws IOException {
    createWithKey();
    serving(proxy -> {
      proxy.refreshAll();
      for (int version = 2; version <= 6; version++) {
        Path made = folder.resolve("registry/public/V" + version + "/20261121120000000000000");
        SignedDirectory directory = directory(proxy, version);
        assertEquals(time.instant().plusSeconds(600), directory.expires());
        PartReference shared = directory.part(PartReference.SHARED_PARAMETERS, "DEV").orElseThrow();
        PartReference own = directory.part(PartReference.PRIVATE_PARAMETERS, "DEV").orElseThrow();
        long millis = time.instant().toEpochMilli() + version;
        assertEquals(
            "/PROXY/" + millis + "/DEV/V" + version + "/20261121120000000000000/shared-params.xml",
            shared.location());
        assertArrayEquals(Files.readAllBytes(made.resolve("private-params.xml")), part(proxy, own));
        byte[] original = Files.readAllBytes(made.resolve("shared-params.xml"));
        byte[] served = part(proxy, shared);
        assertEquals(Optional.empty(), ConfigurationSchema.ofShared(version).judge(served));
        if (version == 2) {
          assertArrayEquals(original, served);
          continue;
        }
        SharedParameters before = SharedParameters.parse(original, version);
        SharedParameters after = SharedParameters.parse(served, version);
        SharedParameters.Source source = after.sources().getFirst();
        assertEquals("127.0.0.1:" + proxy.address().getPort(), source.address());
        assertEquals(
            anchor(proxy).sources().getFirst().verificationCertificates(), source.internal());
        assertEquals(source.internal(), source.external());
        assertNotEquals(before.sources(), after.sources());
        assertEquals(before.members(), after.members());
        assertEquals(before.ocspFreshness(), after.ocspFreshness());
      }
    });
  }

  @Test
  void withoutAVersionItIsVersion2AndUnknownOnesAreNotThere() throws IOException {
    createWithKey();
    serving(proxy -> {
      URI url = URI.create(anchor(proxy).sources().getFirst().downloadUrl());
      assertTrue(new ConfigurationFetch().get(url).isEmpty(), "nothing before the first refresh");
      proxy.refreshAll();
      byte[] document = new ConfigurationFetch().get(url).orElseThrow();
      assertEquals(
          2,
          SignedDirectory.verify(
                  document,
                  anchor(proxy).sources().getFirst().verificationCertificates(),
                  time.instant())
              .version());
      assertTrue(new ConfigurationFetch().get(URI.create(url + "?version=7")).isEmpty());
      assertTrue(
          new ConfigurationFetch()
              .get(URI.create(url.toString().replace("PROXY", "OTHER")))
              .isEmpty());
    });
  }

  @Test
  void anOldGenerationIsPurgedAndAFailureKeepsWhatThereIs() throws IOException {
    createWithKey();
    serving(proxy -> {
      proxy.refreshAll();
      Path served = data().resolve("public/PROXY");
      byte[] before = Files.readAllBytes(served.resolve("conf-v6"));
      time.move(Duration.ofSeconds(601));
      proxy.refreshAll();
      assertArrayEquals(before, Files.readAllBytes(served.resolve("conf-v6")));
      try (Stream<Path> files = Files.list(served)) {
        assertEquals(5, files.count(), "five directories, no parts that nobody may use");
      }
      assertThrows(Fault.class, () -> directory(proxy, 6), "it has expired");
    });
  }

  /** What the registry signed before is not taken after what it signed later. */
  @Test
  void anOlderDirectoryOfTheRegistryIsNotTaken() throws IOException {
    createWithKey();
    var instance = new ProxyHome(data()).instance("PROXY");
    var upstream = new Upstream(registry().internalAnchor(), new ConfigurationFetch());
    var first = upstream.fetch(6, Optional.empty(), time.instant()).orElseThrow();
    var newer = first.directory().generation("DEV");
    ProxyGeneration.write(instance.newest(6), newer);
    assertEquals(Optional.of(newer), ProxyGeneration.read(instance.newest(6), 6));
    upstream.fetch(6, Optional.of(newer), time.instant());
    var later = new Generation(Optional.of(time.instant().plusSeconds(1)), newer.expires(), 6);
    assertThrows(IOException.class, () -> upstream.fetch(6, Optional.of(later), time.instant()));
    assertTrue(upstream.fetch(7, Optional.empty(), time.instant()).isEmpty());
  }

  /** Row A111: the commands for instances, keys and anchors. */
  @Test
  void keysAreAddedActivatedAndDeletedByCommands() throws IOException {
    run("create", "-p", "PROXY");
    assertTrue(run(2, "create", "-p", "PROXY").contains("already"));
    assertTrue(run(2, "create", "-p", "../x").contains("named by"));
    assertTrue(run(2, "create", "-p", "internalconf").contains("named by"));
    assertTrue(run("show").contains("no signing key"));
    String first = keyIn(run("add-key", "-p", "PROXY", "-a", "EC"));
    assertTrue(run("show").contains("put the one of the registry"));
    Files.write(data().resolve("instances/PROXY/anchor.xml"), registry().internalAnchor().toXml());
    String second = keyIn(run("add-key", "-p", "PROXY", "-a", "rsa"));
    String shown = run("show", "--address", "cs.example", "-o", "json");
    assertTrue(shown.contains("https://cs.example/PROXY/conf"), shown);
    assertTrue(shown.contains(first) && shown.contains(second), shown);
    assertTrue(run(2, "add-key", "-p", "PROXY", "-k", first).contains("already"));
    assertTrue(run(2, "delete-key", "-p", "PROXY", first).contains("is active"));
    run("activate-key", "-p", "PROXY", second);
    run("delete-key", "-p", "PROXY", first);
    assertTrue(run(2, "delete-key", "-p", "PROXY", first).contains("no key"));
    assertTrue(run(2, "add-key", "-p", "PROXY", "-k", first).contains("token has no key"));
    assertFalse(Files.exists(data().resolve("instances/PROXY/cert_" + first + ".pem")));
    Path file = folder.resolve("a.xml");
    run("anchor", "-p", "PROXY", "--address", "cs.example", "-f", file.toString());
    ConfigurationAnchor anchor = ConfigurationAnchor.parse(Files.readAllBytes(file));
    assertEquals("DEV", anchor.instance());
    assertEquals(
        List.of("http://cs.example/PROXY/conf", "https://cs.example/PROXY/conf"),
        anchor.sources().stream().map(ConfigurationAnchor.Source::downloadUrl).toList());
    assertEquals(1, anchor.sources().getFirst().verificationCertificates().size());
  }
}
