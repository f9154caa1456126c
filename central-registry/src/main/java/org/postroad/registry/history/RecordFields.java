// SPDX-License-Identifier: MIT

package org.postroad.registry.history;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.postroad.protocol.administration.ApiToken;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.globalconf.CertificationService;
import org.postroad.protocol.globalconf.CertificationService.Authority;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.SharedParameters.TimestampingService;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.registry.membership.RegisteredGroup;
import org.postroad.registry.membership.RegisteredMember;
import org.postroad.registry.membership.RegisteredRequest;
import org.postroad.registry.membership.RegisteredServer;
import org.postroad.registry.publication.OptionalPart;
import org.postroad.registry.publication.RegistryNode;
import org.postroad.registry.publication.SigningKeys.SourceKeys;

/**
 * What a registry keeps, as records with fields of text. Certificates and files stand as their
 * SHA-256, the hash of an API token not at all.
 */
final class RecordFields {
  private RecordFields() {}

  /** The record or records, with all that is in them, that one thing comes to. */
  static FieldTable of(Object thing) {
    var table = new FieldTable();
    switch (thing) {
      case Map.Entry<?, ?> memberClass -> memberClass(table, memberClass);
      case RegisteredMember member -> member(table, member);
      case RegisteredServer server -> server(table, server);
      case RegisteredGroup group -> group(table, group);
      case ClientId provider ->
          table.record("setting", "management-services").set("provider", provider.toString());
      case CertificationService service -> certification(table, service);
      case TimestampingService service -> timestamping(table, service);
      case ConfigurationAnchor anchor -> instance(table, anchor);
      case RegistryNode node -> node(table, node);
      case OptionalPart part ->
          table
              .record("configuration-part", part.contentIdentifier())
              .set("file", part.fileName())
              .set("content", DigestAlgorithm.SHA256.digest(part.content()).hex());
      case RegisteredRequest request -> request(table, request);
      case ApiToken token ->
          table
              .record("api-token", String.valueOf(token.id()))
              .setAll("role", token.roles().stream().map(Enum::name));
      default -> throw new IllegalArgumentException("no fields of " + thing.getClass());
    }
    return table;
  }

  private static void memberClass(FieldTable table, Map.Entry<?, ?> entry) {
    table
        .record("member-class", String.valueOf(entry.getKey()))
        .set("description", String.valueOf(entry.getValue()));
  }

  private static void member(FieldTable table, RegisteredMember member) {
    table.record("member", member.id().toString()).set("name", member.name());
    member
        .subsystems()
        .forEach((id, name) -> table.record("subsystem", id.toString()).set("name", name));
  }

  private static void server(FieldTable table, RegisteredServer server) {
    table
        .record("security-server", server.id().toString())
        .set("address", server.address())
        .setAll("authentication-certificate", certificates(server.authenticationCertificates()))
        .setAll("client", server.clients().stream().map(ClientId::toString))
        .setAll("disabled-client", server.disabledClients().stream().map(ClientId::toString))
        .set("maintenance", server.maintenance().map(mode -> mode.message().orElse("on")));
  }

  private static void group(FieldTable table, RegisteredGroup group) {
    table
        .record("global-group", group.id().toString())
        .set("description", group.description())
        .setAll("member", group.members().stream().map(ClientId::toString));
  }

  private static void certification(FieldTable table, CertificationService service) {
    List<Authority> authorities =
        Stream.concat(Stream.of(service.top()), service.intermediates().stream()).toList();
    table
        .record("certification-service", service.name())
        .set("authentication-only", String.valueOf(service.authenticationOnly()))
        .set("certificate", certificate(service.top().certificate()))
        .setAll(
            "intermediate",
            service.intermediates().stream().map(each -> certificate(each.certificate())))
        .setAll(
            "ocsp",
            authorities.stream()
                .flatMap(each ->
                    each.ocspServices().stream()
                        .map(ocsp -> certificate(each.certificate()) + " " + ocsp.url())))
        .set("profile", service.certificateProfile())
        .set("request-format", service.defaultRequestFormat().map(Enum::name))
        .set("acme", service.acmeServer().map(acme -> acme.directoryUrl()));
  }

  private static void timestamping(FieldTable table, TimestampingService service) {
    table
        .record("time-stamping-service", service.name())
        .set("url", service.url())
        .set("certificate", certificate(service.certificate()))
        .set("cost", service.cost().map(Enum::name));
  }

  private static void instance(FieldTable table, ConfigurationAnchor anchor) {
    table
        .record("trusted-instance", anchor.instance())
        .set("generated", anchor.generatedAt().map(String::valueOf))
        .setAll("source", anchor.sources().stream().map(source -> source.downloadUrl()))
        .setAll(
            "certificate",
            certificates(
                anchor.sources().stream()
                    .flatMap(source -> source.verificationCertificates().stream())
                    .toList()));
  }

  private static void node(FieldTable table, RegistryNode node) {
    var record = table.record("node", node.name()).set("address", node.address());
    keys(record, "internal", node.internal());
    keys(record, "external", node.external());
  }

  private static void keys(FieldTable.Fields record, String source, SourceKeys keys) {
    record
        .set(source + "-active-key", keys.active().map(key -> key.keyId()))
        .setAll(source + "-certificate", certificates(keys.certificates()));
  }

  private static void request(FieldTable table, RegisteredRequest request) {
    table
        .record("management-request", String.valueOf(request.id()))
        .set("type", request.request().getClass().getSimpleName())
        .set("origin", request.origin().name())
        .set("server", request.request().server().toString())
        .set("state", request.state().map(state -> state.getClass().getSimpleName()));
  }

  private static Stream<String> certificates(List<X509Certificate> certificates) {
    return certificates.stream().map(RecordFields::certificate);
  }

  private static String certificate(X509Certificate certificate) {
    return Certificates.sha256(certificate).hex();
  }
}
