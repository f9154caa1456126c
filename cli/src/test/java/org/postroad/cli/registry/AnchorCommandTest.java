// SPDX-License-Identifier: MIT
package org.postroad.cli.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.cli.audit.TrustSource;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.PartMetadata;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.token.KeyKind;
import org.postroad.registry.Author;
import org.postroad.registry.CentralRegistry;
import org.postroad.registry.RegistryOptions;
import org.postroad.registry.membership.MembershipCommand;
import org.postroad.securityserver.ServerDirectory;
import picocli.CommandLine;

/** Rows A08 to A10 as administrators see them. */
class AnchorCommandTest {
  private static final Author AUTHOR = new Author("tester", "because");

  @TempDir private Path folder;

  private int run(Path anchor, String... more) {
    return type("anchor", anchor, more);
  }

  private int type(String command, Path anchor, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command, anchor.toString()));
    arguments.addAll(List.of(more));
    var out = new StringWriter();
    return new CommandLine(new RegistryCommand())
        .setOut(new PrintWriter(out))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .execute(arguments.toArray(String[]::new));
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  @Test
  void eachCauseHasItsExitCodeAndAGoodAnchorIsPutInItsPlace() throws IOException {
    var options =
        RegistryOptions.of(
                "DEV",
                folder.resolve("registry"),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                "a secret".toCharArray())
            .withKeyKind(KeyKind.EC_P256);
    var member = new MemberId("DEV", "GOV", "1");
    Path server = Files.createDirectories(folder.resolve("server"));
    Path place = new ServerDirectory(server).anchor();
    try (CentralRegistry registry =
        CentralRegistry.open(options, Clock.systemUTC(), new SecureRandom())) {
      Path internal = file("internal.xml", registry.internalAnchor().toXml());
      assertEquals(122, run(internal), "nothing is published yet");
      registry.execute(new MembershipCommand.DefineMemberClass("GOV", "Government"), AUTHOR);
      registry.execute(new MembershipCommand.AddMember(member, "Agency"), AUTHOR);
      registry.execute(new MembershipCommand.SetManagementServiceProvider(member), AUTHOR);
      registry.publish();
      Path external = file("external.xml", registry.externalAnchor().toXml());
      assertEquals(115, run(folder.resolve("none.xml")));
      assertEquals(116, run(file("broken.xml", new byte[] {'<'})));
      assertEquals(117, run(internal, "--for", "external"));
      assertEquals(121, run(external, "--server", server.toString()));
      assertEquals(124, run(file("mixed.xml", mixed(registry).toXml())));
      assertEquals(126, run(internal, "--instance", "EE", "--server", server.toString()));
      assertFalse(Files.exists(place), "only a good anchor is put there");
      assertEquals(0, run(internal, "--server", server.toString()));
      assertArrayEquals(Files.readAllBytes(internal), Files.readAllBytes(place));
      assertEquals(0, run(external, "--for", "external", "--instance", "DEV"));
      byte[] foreign =
          new ConfigurationAnchor(Optional.empty(), "EE", registry.internalAnchor().sources())
              .toXml();
      assertEquals(126, run(file("foreign.xml", foreign), "--server", server.toString()));
      assertTrue(Files.exists(place));
    }
  }

  /** Row E61: a copy that verifiers read, of the newest version or another one. */
  @Test
  void aConfigurationIsDownloadedIntoADirectoryAndVerified() throws Exception {
    var options =
        RegistryOptions.of(
                "DEV",
                folder.resolve("registry"),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                "a secret".toCharArray())
            .withKeyKind(KeyKind.EC_P256);
    var member = new MemberId("DEV", "GOV", "1");
    Path copy = folder.resolve("copy");
    try (CentralRegistry registry =
        CentralRegistry.open(options, Clock.systemUTC(), new SecureRandom())) {
      Path internal = file("internal.xml", registry.internalAnchor().toXml());
      assertEquals(122, type("download", internal, copy.toString()), "nothing is published yet");
      registry.execute(new MembershipCommand.DefineMemberClass("GOV", "Government"), AUTHOR);
      registry.execute(new MembershipCommand.AddMember(member, "Agency"), AUTHOR);
      registry.execute(new MembershipCommand.SetManagementServiceProvider(member), AUTHOR);
      registry.publish();
      assertEquals(115, type("download", folder.resolve("none.xml"), copy.toString()));
      assertEquals(116, type("download", file("broken.xml", new byte[] {'<'}), copy.toString()));
      assertEquals(
          124, type("download", file("mixed.xml", mixed(registry).toXml()), copy.toString()));
      assertFalse(Files.exists(copy), "only what is verified is put there");
      Path stray = Files.createDirectories(copy.resolve("DEV")).resolve("former-part.xml");
      Files.createFile(stray);
      assertEquals(0, type("download", internal, copy.toString()));
      assertFalse(Files.exists(stray), "it is not listed");
      assertEquals("DEV", Files.readString(copy.resolve("instance-identifier")));
      assertTrue(TrustSource.load(copy.toString()).exists(member));
      assertEquals(6, version(copy));
      assertEquals(0, type("download", internal, copy.toString(), "--format-version", "2"));
      assertEquals(2, version(copy));
    }
  }

  private static int version(Path copy) throws IOException {
    return PartMetadata.parse(
            Files.readAllBytes(copy.resolve("DEV/shared-params.xml" + PartMetadata.SUFFIX)))
        .version();
  }

  /** Where the internal directory is, with the keys of the external one. */
  private static ConfigurationAnchor mixed(CentralRegistry registry) {
    return new ConfigurationAnchor(
        Optional.empty(),
        "DEV",
        List.of(
            new ConfigurationAnchor.Source(
                registry.internalAnchor().sources().getFirst().downloadUrl(),
                registry.externalAnchor().sources().getFirst().verificationCertificates())));
  }
}
