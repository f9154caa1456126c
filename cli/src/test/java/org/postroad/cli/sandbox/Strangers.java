// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.registry.Author;
import org.postroad.registry.CentralRegistry;
import org.postroad.registry.membership.MembershipCommand;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.testing.TestCertificate;
import org.postroad.testing.TestTls;

/** Two providers whose servers are registered: one does not answer, one is somebody else. */
final class Strangers implements RunningSandbox.Addition {
  static final SubsystemId SILENT = provider("70000008");
  static final SubsystemId IMPOSTOR = provider("70000009");
  private static final String AT_SILENT = "127.0.0.8";
  private static final String AT_IMPOSTOR = "127.0.0.9";
  private static final Author AUTHOR = new Author("test", "strangers");

  private final List<HttpsServer> open = new ArrayList<>();

  private static SubsystemId provider(String code) {
    return new SubsystemId(
        new MemberId(Topology.INSTANCE, Topology.MEMBER_CLASS, code), "services");
  }

  @Override
  public void register(CentralRegistry registry) {
    register(registry, SILENT, AT_SILENT);
    register(registry, IMPOSTOR, AT_IMPOSTOR);
  }

  private static void register(CentralRegistry registry, SubsystemId provider, String address) {
    MemberId member = provider.member();
    SecurityServerId server = new SecurityServerId(member, "ss");
    registry.execute(new MembershipCommand.AddMember(member, member.memberCode()), AUTHOR);
    registry.execute(new MembershipCommand.AddSubsystem(provider, Optional.empty()), AUTHOR);
    registry.execute(
        new MembershipCommand.RegisterServer(
            server,
            address,
            TestCertificate.subject("CN=" + address).authentication().selfSigned().certificate()),
        AUTHOR);
    registry.execute(new MembershipCommand.RegisterClient(server, provider), AUTHOR);
  }

  /** Opens the server that is somebody else, with a certificate that nobody has registered. */
  void open(int messages) throws IOException {
    HttpsServer server =
        TestTls.server(TestCertificate.subject("CN=impostor").authentication().selfSigned(), false);
    server.bind(new InetSocketAddress(AT_IMPOSTOR, messages), 0);
    server.start();
    open.add(server);
  }

  @Override
  public ServerConfiguration addTo(Agency agency, ServerConfiguration known) {
    return known;
  }

  @Override
  public void close() {
    open.forEach(server -> server.stop(0));
  }
}
