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
import org.postroad.protocol.globalconf.ConfigurationAnchor;
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
    List<String> arguments = new ArrayList<>(List.of("anchor", anchor.toString()));
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
