// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.GlobalGroupId;
import org.postroad.protocol.identifier.LocalGroupId;
import org.postroad.securityserver.conf.FieldChange.Kind;

/** A server configuration as records of fields, for telling one version from another (D27). */
record ConfigurationRecords(
    Map<Key, Map<String, String>> byKey, Function<ClientId, String> naming) {

  /** Which record. */
  record Key(Kind kind, String record) {}

  static ConfigurationRecords none() {
    return new ConfigurationRecords(new LinkedHashMap<>(), ClientId::toString);
  }

  static ConfigurationRecords of(ServerConfiguration configuration) {
    ConfigurationRecords records = none();
    records.add(configuration);
    configuration.clients().forEach(records::add);
    return records;
  }

  /** Without some of the clients. */
  static ConfigurationRecords of(
      ServerConfiguration configuration,
      Function<ClientId, String> naming,
      Predicate<Client> without) {
    ConfigurationRecords records = new ConfigurationRecords(new LinkedHashMap<>(), naming);
    records.add(configuration);
    configuration.clients().stream().filter(Predicate.not(without)).forEach(records::add);
    return records;
  }

  private Map<String, String> at(Kind kind, Object... names) {
    String record = List.of(names).stream().map(this::named).collect(Collectors.joining(" "));
    return byKey.computeIfAbsent(new Key(kind, record), _ -> new LinkedHashMap<>());
  }

  private String named(Object name) {
    return name instanceof ClientId client ? naming.apply(client) : name.toString();
  }

  private void add(ServerConfiguration configuration) {
    Registration registration = configuration.registration();
    Map<String, String> server = at(Kind.SERVER, "server");
    server.put("id", configuration.id().toString());
    server.put("timestampServices", configuration.timestampServices().toString());
    registration.address().ifPresent(address -> server.put("addressAskedFor", address));
    registration.maintenance().ifPresent(asked -> server.put("maintenanceAskedFor", asked.name()));
    registration
        .certificates()
        .forEach((digest, status) ->
            at(Kind.AUTHENTICATION_CERTIFICATE, digest.hex()).put("status", status.name()));
    registration
        .names()
        .forEach((subsystem, name) -> at(Kind.SUBSYSTEM_NAME, subsystem).put("nameAskedFor", name));
  }

  private void add(Client client) {
    ClientId id = client.id();
    Map<String, String> fields = at(Kind.CLIENT, id);
    fields.put("status", client.status().name());
    fields.put("connectionType", client.connectionType().name());
    client
        .informationSystemCertificates()
        .forEach(certificate ->
            at(Kind.INFORMATION_SYSTEM_CERTIFICATE, id, Certificates.sha256(certificate).hex())
                .put("subject", certificate.getSubjectX500Principal().getName()));
    client.serviceDescriptions().forEach(description -> add(id, description));
    client
        .localGroups()
        .forEach(group -> {
          Map<String, String> of = at(Kind.LOCAL_GROUP, id, group.id().groupCode());
          of.put("description", group.description());
          of.put("members", group.members().stream().map(naming).sorted().toList().toString());
        });
    client
        .accessRights()
        .forEach(right ->
            at(
                    Kind.ACCESS_RIGHT,
                    id,
                    right.serviceCode(),
                    right.endpoint().method(),
                    right.endpoint().path(),
                    text(right.subject()))
                .put("subject", text(right.subject())));
  }

  private void add(ClientId owner, ServiceDescription description) {
    Map<String, String> of = at(Kind.SERVICE_DESCRIPTION, owner, description.url());
    of.put("type", description.type().name());
    description.disabledNotice().ifPresent(notice -> of.put("disabledNotice", notice));
    description.services().forEach(service -> add(owner, description, service));
  }

  private void add(
      ClientId owner, ServiceDescription description, ServiceDescription.Service service) {
    Map<String, String> of = at(Kind.SERVICE, owner, service.fullCode());
    of.put("description", description.url());
    service.title().ifPresent(title -> of.put("title", title));
    of.put("url", service.url());
    of.put("timeout", service.timeout().toSeconds() + " s");
    of.put("verifyTls", Boolean.toString(service.verifyTls()));
    add(owner, service.code(), service.endpoints().generated(), "description");
    add(owner, service.code(), service.endpoints().added(), "by hand");
  }

  private void add(
      ClientId owner, String code, List<ServiceDescription.Endpoint> endpoints, String origin) {
    endpoints.forEach(endpoint ->
        at(Kind.ENDPOINT, owner, code, endpoint.method(), endpoint.path()).put("origin", origin));
  }

  private String text(AccessRight.Subject subject) {
    return switch (subject) {
      case AccessRight.Subject.OfClient(ClientId id) -> naming.apply(id);
      case AccessRight.Subject.OfGlobalGroup(GlobalGroupId id) ->
          "global group " + id.instance() + "/" + id.groupCode();
      case AccessRight.Subject.OfLocalGroup(LocalGroupId id) -> "local group " + id.groupCode();
    };
  }
}
