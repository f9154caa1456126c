// SPDX-License-Identifier: MIT

package org.postroad.cli.registry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.dispatch.PortLimits;
import org.postroad.protocol.globalconf.CertificationService;
import org.postroad.protocol.globalconf.CertificationService.Authority;
import org.postroad.protocol.globalconf.CertificationService.OcspService;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.PartMetadata;
import org.postroad.protocol.globalconf.PartReference;
import org.postroad.protocol.globalconf.SignedDirectory;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.protocol.token.KeyKind;
import org.postroad.registry.Author;
import org.postroad.registry.CentralRegistry;
import org.postroad.registry.ManagementOptions;
import org.postroad.registry.PortIdentity;
import org.postroad.registry.RegistryManagement;
import org.postroad.registry.RegistryOptions;
import org.postroad.registry.membership.MembershipCommand;
import org.postroad.registry.membership.MembershipCommand.AddMember;
import org.postroad.registry.membership.MembershipCommand.AddSubsystem;
import org.postroad.registry.membership.MembershipCommand.DefineMemberClass;
import org.postroad.registry.membership.MembershipCommand.SetManagementServiceProvider;
import org.postroad.registry.trust.TrustCommand.ApproveCertificationService;
import org.postroad.testing.TestAuthority;

/** A registry with its ports open, which tells servers where it is and by what it is known. */
final class RegistryFixture implements AutoCloseable {
  static final Clock CLOCK = Clock.fixed(TestAuthority.NOW, ZoneOffset.UTC);
  static final SecureRandom RANDOM = new SecureRandom();
  static final MemberId AGENCY = new MemberId("TEST", "GOV", "1");
  static final SubsystemId MANAGEMENT = new SubsystemId(AGENCY, "Management");
  private static final Author AUTHOR = new Author("tester", "because");

  private final CentralRegistry registry;
  private final RegistryManagement management;
  private final PortIdentity key;

  private RegistryFixture(
      CentralRegistry registry, RegistryManagement management, PortIdentity key) {
    this.registry = registry;
    this.management = management;
    this.key = key;
  }

  /**
   * Opens a registry that has one approved authority.
   *
   * @param requestsPerMinute that each port takes
   */
  static RegistryFixture open(Path directory, TestAuthority authority, int requestsPerMinute)
      throws IOException {
    char[] pin = "a secret pin".toCharArray();
    PortIdentity key =
        PortIdentity.open(
            directory, PortIdentity.Use.MANAGEMENT, pin, List.of("127.0.0.1"), CLOCK, RANDOM);
    int port = freePort();
    var usual = RegistryOptions.Policy.DEFAULTS;
    var policy =
        new RegistryOptions.Policy(
            usual.publicationInterval(),
            usual.expiry(),
            usual.timestampingInterval(),
            usual.ocspFreshness(),
            Optional.of("https://127.0.0.1:" + port + "/managementservice/"),
            Optional.of(key.certificate()));
    CentralRegistry registry =
        CentralRegistry.open(
            RegistryOptions.of("TEST", directory, local(0), pin)
                .withKeyKind(KeyKind.EC_P256)
                .withPolicy(policy),
            CLOCK,
            RANDOM);
    RegistryManagement management =
        RegistryManagement.open(
            registry,
            directory,
            ManagementOptions.of(local(port), local(0))
                .withLimits(PortLimits.DEFAULTS.withRequestsPerMinute(requestsPerMinute)),
            key,
            CLOCK);
    var fixture = new RegistryFixture(registry, management, key);
    fixture.register(authority);
    return fixture;
  }

  private static InetSocketAddress local(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void register(TestAuthority authority) {
    execute(new DefineMemberClass("GOV", "Government"));
    execute(new DefineMemberClass("COM", "Commerce"));
    execute(new AddMember(AGENCY, "Agency"));
    execute(new AddSubsystem(MANAGEMENT, Optional.empty()));
    execute(new SetManagementServiceProvider(MANAGEMENT));
    var responder =
        new OcspService(
            "http://127.0.0.1/ocsp",
            Optional.of(authority.ocspSigner().certificate()),
            Optional.empty());
    registry.execute(
        new ApproveCertificationService(
            new CertificationService(
                authority.name(),
                false,
                new Authority(authority.root().certificate(), List.of(responder)),
                List.of(),
                authority.approved().profile().className(),
                Optional.empty(),
                Optional.empty())),
        AUTHOR);
    registry.publish();
  }

  void execute(MembershipCommand command) {
    registry.execute(command, AUTHOR);
  }

  CentralRegistry registry() {
    return registry;
  }

  PortIdentity key() {
    return key;
  }

  /** Where the server of the management services would hand requests on to. */
  URI services() {
    return URI.create(
        "https://127.0.0.1:" + management.services().getPort() + "/managementservice/manage/");
  }

  /** What a server learns from the anchor after a new publication. */
  GlobalConfiguration published() {
    registry.publish();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return download(client, registry.internalAnchor());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static GlobalConfiguration download(HttpClient client, ConfigurationAnchor anchor)
      throws IOException, InterruptedException {
    var source = anchor.sources().getFirst();
    URI uri = URI.create(source.downloadUrl() + "?version=6");
    SignedDirectory directory =
        SignedDirectory.verify(
            bytes(client, uri), source.verificationCertificates(), CLOCK.instant());
    var files = new HashMap<String, byte[]>();
    files.put("instance-identifier", anchor.instance().getBytes(StandardCharsets.UTF_8));
    for (PartReference part : directory.parts()) {
      byte[] content = bytes(client, part.resolve(uri));
      part.check(content);
      String name = part.instance() + "/" + part.storedName();
      files.put(name, content);
      files.put(name + PartMetadata.SUFFIX, PartMetadata.of(directory, part).toJson());
    }
    return GlobalConfiguration.read(files);
  }

  private static byte[] bytes(HttpClient client, URI uri) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray()).body();
  }

  @Override
  public void close() {
    management.close();
    registry.close();
    key.close();
  }
}
