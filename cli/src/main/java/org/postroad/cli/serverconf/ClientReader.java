// SPDX-License-Identifier: MIT
package org.postroad.cli.serverconf;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.LocalGroupId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.securityserver.conf.AccessRight;
import org.postroad.securityserver.conf.AccessRight.Subject;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.Client.ConnectionType;
import org.postroad.securityserver.conf.Client.LocalGroup;
import org.postroad.securityserver.conf.ServiceDescription;
import org.postroad.securityserver.conf.ServiceDescription.Endpoint;

/** Clients with their certificates, groups, services and rights (D01, D09 to D13, D23). */
final class ClientReader {
  private static final String OWNER = "client_id";

  private final Tables tables;
  private final IdentifierReader identifiers;
  private final List<LeftBehind> left;

  ClientReader(Tables tables, IdentifierReader identifiers, List<LeftBehind> left) {
    this.tables = tables;
    this.identifiers = identifiers;
    this.left = left;
  }

  /** The member that the server belongs to. */
  MemberId owner(Row server) {
    Row owner =
        tables
            .named("client", server, "owner")
            .orElseThrow(() -> server.wrong("has no owner: that server was never set up"));
    return identifiers.client(owner, "identifier").member();
  }

  /** Whether it is a client of this server; others are left behind. */
  boolean isOf(Row client, Row server) {
    boolean known = client.isOf("conf_id", server) || server.isOf("owner", client);
    if (!known) {
      leave(client, "", "it belongs to no server");
    }
    return known;
  }

  Client client(Row row) {
    ClientId id = identifiers.client(row, "identifier");
    List<LocalGroup> groups =
        tables.of("localgroup", OWNER, row).stream().map(this::group).toList();
    List<ServiceDescription> descriptions = new ServiceReader(tables, row, id, left).descriptions();
    return new Client(
        id,
        status(row),
        connectionType(row),
        certificates(row, id),
        descriptions,
        groups,
        rights(row, id, groups, descriptions));
  }

  private static Client.Status status(Row row) {
    String text = row.required("clientstatus");
    try {
      return Client.Status.valueOf(text.replace(' ', '_').toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw row.wrong("has the status " + text + ", expected one such as registered");
    }
  }

  private static ConnectionType connectionType(Row row) {
    String text = row.required("isauthentication");
    return switch (text) {
      case "NOSSL" -> ConnectionType.HTTP;
      case "SSLNOAUTH" -> ConnectionType.HTTPS_NO_AUTH;
      case "SSLAUTH" -> ConnectionType.HTTPS;
      default ->
          throw row.wrong(
              "has the connection type " + text + ", expected NOSSL, SSLNOAUTH or SSLAUTH");
    };
  }

  private List<X509Certificate> certificates(Row client, ClientId id) {
    List<X509Certificate> read = new ArrayList<>();
    for (Row row : tables.of("certificate", OWNER, client)) {
      try {
        read.add(Certificates.parse(row.octets("data")));
      } catch (Fault e) {
        leave(row, id.toString(), "it cannot be read: " + e.text());
      }
    }
    return read.stream().distinct().toList();
  }

  private LocalGroup group(Row row) {
    return new LocalGroup(
        new LocalGroupId(row.required("groupcode")),
        row.text("description").orElse(""),
        tables.of("groupmember", "localgroup_id", row).stream()
            .map(member -> identifiers.client(member, "groupmemberid"))
            .collect(Collectors.toSet()));
  }

  private List<AccessRight> rights(
      Row client, ClientId id, List<LocalGroup> groups, List<ServiceDescription> descriptions) {
    List<AccessRight> rights = new ArrayList<>();
    for (Row row : tables.of("accessright", OWNER, client)) {
      Row endpoint =
          tables
              .named("endpoint", row, "endpoint_id")
              .filter(found -> found.isOf(OWNER, client))
              .orElseThrow(() -> row.wrong("names no endpoint of " + id));
      String code = endpoint.required("servicecode");
      var subject = identifiers.subject(row, "subjectid");
      if (subject.isEmpty()) {
        leave(row, id + " " + code, "it is given to neither clients nor groups");
      } else if (!isThere(subject.get(), groups)) {
        leave(row, id + " " + code, "there is no such group any more: " + subject.get());
      } else if (!ServiceReader.has(descriptions, code)) {
        leave(row, id + " " + code, "there is no such service any more");
      } else {
        rights.add(
            new AccessRight(
                subject.get(),
                code,
                new Endpoint(endpoint.required("method"), endpoint.required("path"))));
      }
    }
    return rights.stream().distinct().toList();
  }

  private static boolean isThere(Subject subject, List<LocalGroup> groups) {
    return !(subject instanceof Subject.OfLocalGroup(LocalGroupId local))
        || groups.stream().anyMatch(group -> group.id().equals(local));
  }

  private void leave(Row row, String whose, String why) {
    left.add(new LeftBehind(row.toString(), whose, why));
  }
}
