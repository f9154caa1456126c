// SPDX-License-Identifier: MIT

package org.postroad.securityserver.api;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.postroad.protocol.administration.TokenCheck;
import org.postroad.securityserver.conf.NodeType;

/**
 * All resources of the API; one line each, those of clients in {@link ClientResources}, of keys in
 * {@link KeyResources}.
 */
final class Resources {
  private Resources() {}

  static List<Object> of(AdministeredServer server, TokenCheck tokens, Supplier<UUID> random) {
    List<Object> all = new ArrayList<>(ClientResources.of(server.clients()));
    boolean copied = server.node() == NodeType.SECONDARY;
    var keys = new AdministeredKeys(server.keys(), server.clients(), copied);
    all.addAll(KeyResources.of(keys, server.orders()));
    all.addAll(
        List.of(
            new AcmeOrder(keys, server.orders()),
            new AcmeCredentials(keys, server.orders()),
            new MailResource(server.orders().mailer())));
    all.addAll(
        List.of(
            new ApiKeys(server.tokens(), tokens, random),
            new SystemResource(server),
            new AnchorResource(server, copied),
            new InitializationResource(),
            new ServerAtRegistry(server.clients()),
            new UsedTimestamping(server.clients()),
            new TimestampingServices(server.configuration()),
            new CertificateAuthorities(server.configuration(), server.keys()::isGood),
            new OcspDiagnostics(server.configuration(), server.responders()),
            new MemberClasses(server.configuration()),
            new MemberNames(server.configuration()),
            new SecurityServers(server.configuration()),
            new XroadInstances(server.configuration()),
            new DiagnosticsResource(server),
            new ConnectionDiagnostics(server),
            new TrafficDiagnostics(server),
            new DiagnosticsReport(server, keys, server.clients().clock()),
            new DeclarationResource(server.clients(), server.keys()),
            new InternalCertificate(server.internalIdentity()),
            new AdministrationCertificate(server.administrationIdentity()),
            new Backups(server.backups())));
    return List.copyOf(all);
  }
}
