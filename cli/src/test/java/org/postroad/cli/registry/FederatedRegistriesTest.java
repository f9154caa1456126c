// SPDX-License-Identifier: MIT

package org.postroad.cli.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.ServerAddress;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.protocol.token.KeyKind;
import org.postroad.registry.Author;
import org.postroad.registry.CentralRegistry;
import org.postroad.registry.RegistryOptions;
import org.postroad.registry.membership.MembershipCommand.AddMember;
import org.postroad.registry.membership.MembershipCommand.AddSubsystem;
import org.postroad.registry.membership.MembershipCommand.DefineMemberClass;
import org.postroad.registry.membership.MembershipCommand.RegisterClient;
import org.postroad.registry.membership.MembershipCommand.RegisterServer;
import org.postroad.registry.membership.MembershipCommand.SetManagementServiceProvider;
import org.postroad.securityserver.WebDownload;
import org.postroad.securityserver.conf.AllowedFederations;
import org.postroad.securityserver.conf.Download;
import org.postroad.securityserver.conf.GlobalConfigurationClient;
import org.postroad.testing.StandingClock;
import org.postroad.testing.TestCertificate;

/** Two registries that trust each other and a server of each, through their ports. */
class FederatedRegistriesTest {
  private static final Author AUTHOR = new Author("tester", "because");

  @TempDir private Path folder;
  private final StandingClock clock = new StandingClock();
  private final Download web = new WebDownload(Duration.ofSeconds(10), Duration.ofSeconds(30));
  private final List<AutoCloseable> open = new ArrayList<>();

  /** The web without HTTPS, which nobody offers here. */
  private final Download download =
      new Download() {
        @Override
        public Response get(URI url, int limit) throws IOException {
          return web.get(plain(url), limit);
        }

        @Override
        public Response getUnless(String tag, URI url, int limit) throws IOException {
          return web.getUnless(tag, plain(url), limit);
        }

        private static URI plain(URI url) throws IOException {
          if (!"http".equals(url.getScheme())) {
            throw new IOException("connection refused");
          }
          return url;
        }
      };

  /** A registry, the relay in front of its port, and a server that follows it. */
  private final class Instance {
    final String name;
    final MemberId member;
    final SubsystemId subsystem;
    final SecurityServerId server;
    final X509Certificate certificate;
    final RegistryRelay relay = opened(new RegistryRelay());
    final CentralRegistry registry;
    final List<GlobalConfiguration> seen = new ArrayList<>();

    Instance(String name) throws IOException {
      this.name = name;
      member = new MemberId(name, "GOV", "1");
      subsystem = new SubsystemId(member, "People");
      server = new SecurityServerId(member, "SS1");
      certificate =
          TestCertificate.subject("CN=" + name).authentication().selfSigned().certificate();
      registry = opened(CentralRegistry.open(options(), clock, new SecureRandom()));
      relay.forwardTo(registry.address());
      for (var command :
          List.of(
              new DefineMemberClass("GOV", "Government"),
              new AddMember(member, "Agency of " + name),
              new AddSubsystem(subsystem, Optional.empty()),
              new RegisterServer(server, "ss1." + name + ".example", certificate),
              new RegisterClient(server, subsystem),
              new SetManagementServiceProvider(subsystem))) {
        registry.execute(command, AUTHOR);
      }
      registry.publish();
    }

    private RegistryOptions options() {
      return RegistryOptions.of(
              name,
              folder.resolve(name),
              new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
              "a secret pin".toCharArray())
          .withKeyKind(KeyKind.EC_P256)
          .withAddress(relay.address());
    }

    void trust(Instance partner) {
      byte[] anchor = partner.registry.externalAnchor().toXml();
      assertTrue(registry.trust(anchor, this::fetch, AUTHOR).isGood());
      registry.publish();
    }

    private Optional<byte[]> fetch(URI url) throws IOException {
      Download.Response response = download.get(url, 1 << 20);
      return response.status() == 200 ? Optional.of(response.body()) : Optional.empty();
    }

    GlobalConfigurationClient server() throws IOException {
      return opened(
          GlobalConfigurationClient.open(
              registry.internalAnchor(),
              folder.resolve(name + "-server"),
              download,
              clock,
              new SplittableRandom(1),
              seen::add,
              AllowedFederations.ALL));
    }

    void addMember(String code) {
      registry.execute(new AddMember(new MemberId(name, "GOV", code), "Member " + code), AUTHOR);
      registry.publish();
    }

    private boolean servesAsSeenBy(Instance other) {
      GlobalConfiguration configuration = other.seen.getLast();
      var address = new ServerAddress(server, "ss1." + name + ".example", Optional.empty());
      return configuration.addressesOf(subsystem).equals(List.of(address))
          && configuration.authenticationCertificateServes(certificate, subsystem);
    }
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.addFirst(resource);
    return resource;
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable resource : open) {
      resource.close();
    }
  }

  /** A refresh that changes nothing costs one conditional request at the registry's port. */
  @Test
  void whereNothingHasChangedOneConditionalRequestIsAllThatArrives() throws IOException {
    var instance = new Instance("DEV");
    GlobalConfigurationClient server = instance.server();
    server.refresh();
    List<String> first = instance.relay.asked();
    assertEquals("/internalconf?version=6: 200", first.getFirst());
    assertEquals(4, first.size(), first::toString);
    for (int refresh = 0; refresh < 3; refresh++) {
      clock.move(Duration.ofMinutes(1));
      server.refresh();
      assertEquals(List.of("/internalconf?version=6 unless changed: 304"), instance.relay.asked());
    }
    assertEquals(1, instance.seen.size());
    instance.registry.publish();
    server.refresh();
    assertEquals(
        List.of("/internalconf?version=6 unless changed: 200"),
        instance.relay.asked(),
        "a new generation of the same parts: only the directory");
    instance.addMember("2");
    server.refresh();
    assertEquals(2, instance.relay.asked().size(), "the directory and the part that changed");
    assertTrue(instance.seen.getLast().exists(new MemberId("DEV", "GOV", "2")));
  }

  @Test
  void serversOfEitherInstanceFindTheMembersOfTheOther() throws IOException {
    var own = new Instance("DEV");
    var partner = new Instance("EE");
    own.trust(partner);
    partner.trust(own);
    own.server().refresh();
    partner.server().refresh();
    assertEquals(Set.of("DEV", "EE"), own.seen.getLast().instances());
    assertTrue(own.servesAsSeenBy(own) && partner.servesAsSeenBy(own));
    assertTrue(own.servesAsSeenBy(partner) && partner.servesAsSeenBy(partner));
  }

  /** What was signed once, and has not expired, is not taken after something newer was. */
  @Test
  void neitherInstanceCanBeSetBack() throws IOException {
    var own = new Instance("DEV");
    var partner = new Instance("EE");
    own.trust(partner);
    GlobalConfigurationClient server = own.server();
    server.refresh();
    Runnable setPartnerBack = partner.relay.remember();
    Runnable setOwnBack = own.relay.remember();
    partner.addMember("2");
    own.addMember("2");
    server.refresh();
    setPartnerBack.run();
    server.refresh();
    assertTrue(String.valueOf(server.status().failures().get("EE")).contains("is older than"));
    assertFalse(server.status().failures().containsKey("DEV"));
    setOwnBack.run();
    assertTrue(assertThrows(Fault.class, server::refresh).text().contains("is older than"));
    GlobalConfiguration last = own.seen.getLast();
    assertTrue(last.exists(new MemberId("DEV", "GOV", "2")));
    assertTrue(last.exists(new MemberId("EE", "GOV", "2")));
  }
}
