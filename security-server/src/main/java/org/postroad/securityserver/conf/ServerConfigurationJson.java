// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.net.URI;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.GlobalGroupId;
import org.postroad.protocol.identifier.LocalGroupId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A server configuration as a JSON document, the form in which it is kept. Identifiers are lists of
 * their parts, {@code ["TEST", "GOV", "1234", "tax"]}, since parts may hold slashes; certificates
 * are base64 of DER. What {@link #write} writes {@link #read} reads, and nothing else.
 */
final class ServerConfigurationJson {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final long FORMAT = 1;

  private ServerConfigurationJson() {}

  static byte[] write(ServerConfiguration configuration) {
    ObjectNode json = JSON.createObjectNode();
    json.put("format", FORMAT);
    ArrayNode id = json.putArray("id");
    member(id, configuration.id().owner()).add(configuration.id().serverCode());
    ArrayNode services = json.putArray("timestampServices");
    configuration.timestampServices().forEach(url -> services.add(url.toString()));
    ArrayNode clients = json.putArray("clients");
    configuration.clients().forEach(client -> write(client, clients.addObject()));
    if (!configuration.registration().equals(Registration.NONE)) {
      RegistrationJson.write(configuration.registration(), json.putObject("registration"));
    }
    return JSON.writeValueAsBytes(json);
  }

  private static ArrayNode member(ArrayNode parts, MemberId member) {
    return parts.add(member.instance()).add(member.memberClass()).add(member.memberCode());
  }

  static void client(ArrayNode parts, ClientId client) {
    member(parts, client.member());
    client.subsystemCode().ifPresent(parts::add);
  }

  private static void write(Client client, ObjectNode json) {
    client(json.putArray("id"), client.id());
    json.put("status", client.status().name());
    json.put("connectionType", client.connectionType().name());
    ArrayNode certificates = json.putArray("informationSystemCertificates");
    client.informationSystemCertificates().forEach(each -> certificates.add(base64(each)));
    ArrayNode descriptions = json.putArray("serviceDescriptions");
    client.serviceDescriptions().forEach(each -> write(each, descriptions.addObject()));
    ArrayNode groups = json.putArray("localGroups");
    client.localGroups().forEach(each -> write(each, groups.addObject()));
    ArrayNode rights = json.putArray("accessRights");
    client.accessRights().forEach(each -> write(each, rights.addObject()));
  }

  private static String base64(X509Certificate certificate) {
    try {
      return Base64.getEncoder().encodeToString(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("certificate cannot be encoded", e);
    }
  }

  private static void write(ServiceDescription description, ObjectNode json) {
    json.put("type", description.type().name()).put("url", description.url());
    description.disabledNotice().ifPresent(notice -> json.put("disabledNotice", notice));
    ArrayNode services = json.putArray("services");
    for (ServiceDescription.Service service : description.services()) {
      ObjectNode out = services.addObject().put("code", service.code());
      service.version().ifPresent(version -> out.put("version", version));
      service.title().ifPresent(title -> out.put("title", title));
      out.put("url", service.url()).put("timeoutSeconds", service.timeout().toSeconds());
      out.put("verifyTls", service.verifyTls());
      ArrayNode endpoints = out.putArray("endpoints");
      service.endpoints().generated().forEach(each -> write(each, endpoints.addObject()));
      if (!service.endpoints().added().isEmpty()) {
        ArrayNode added = out.putArray("addedEndpoints");
        service.endpoints().added().forEach(each -> write(each, added.addObject()));
      }
    }
  }

  private static void write(ServiceDescription.Endpoint endpoint, ObjectNode json) {
    json.put("method", endpoint.method()).put("path", endpoint.path());
  }

  private static void write(Client.LocalGroup group, ObjectNode json) {
    json.put("code", group.id().groupCode()).put("description", group.description());
    ArrayNode members = json.putArray("members");
    for (ClientId member : sorted(group)) {
      client(members.addArray(), member);
    }
  }

  /** In an order of their own, so that the same configuration is the same document. */
  private static List<ClientId> sorted(Client.LocalGroup group) {
    return group.members().stream()
        .sorted(Comparator.comparing(ServerConfigurationJson::sortKey))
        .toList();
  }

  private static String sortKey(ClientId client) {
    return String.join(
        "\0",
        client.instance(),
        client.memberClass(),
        client.memberCode(),
        client.subsystemCode().orElse(""));
  }

  private static void write(AccessRight right, ObjectNode json) {
    switch (right.subject()) {
      case AccessRight.Subject.OfClient(ClientId id) -> client(json.putArray("client"), id);
      case AccessRight.Subject.OfGlobalGroup(GlobalGroupId id) ->
          json.putArray("globalGroup").add(id.instance()).add(id.groupCode());
      case AccessRight.Subject.OfLocalGroup(LocalGroupId id) ->
          json.put("localGroup", id.groupCode());
    }
    json.put("serviceCode", right.serviceCode());
    write(right.endpoint(), json.putObject("endpoint"));
  }

  static ServerConfiguration read(byte[] json) {
    return JsonObject.read(json, ServerConfigurationJson::configuration);
  }

  private static ServerConfiguration configuration(JsonObject json) {
    long format = json.number("format");
    if (format != FORMAT) {
      throw JsonObject.malformed("format " + format + ", this program reads " + FORMAT);
    }
    List<String> id = parts(json.texts("id"), 4, 4);
    return new ServerConfiguration(
        new SecurityServerId(new MemberId(id.get(0), id.get(1), id.get(2)), id.get(3)),
        json.texts("timestampServices").stream().map(URI::create).toList(),
        json.objects("clients", ServerConfigurationJson::client),
        json.optionalObject("registration", RegistrationJson::read).orElse(Registration.NONE));
  }

  private static List<String> parts(List<String> parts, int least, int most) {
    if (parts.size() < least || parts.size() > most) {
      throw JsonObject.malformed("identifier of " + parts.size() + " parts");
    }
    return parts;
  }

  static ClientId clientId(List<String> parts) {
    parts(parts, 3, 4);
    MemberId member = new MemberId(parts.get(0), parts.get(1), parts.get(2));
    return parts.size() == 4 ? new SubsystemId(member, parts.get(3)) : member;
  }

  private static Client client(JsonObject json) {
    return new Client(
        clientId(json.texts("id")),
        json.one("status", Client.Status.class),
        json.one("connectionType", Client.ConnectionType.class),
        json.texts("informationSystemCertificates").stream()
            .map(Certificates::parseBase64)
            .toList(),
        json.objects("serviceDescriptions", ServerConfigurationJson::description),
        json.objects("localGroups", ServerConfigurationJson::localGroup),
        json.objects("accessRights", ServerConfigurationJson::accessRight));
  }

  private static ServiceDescription description(JsonObject json) {
    return new ServiceDescription(
        json.one("type", ServiceDescription.Type.class),
        json.text("url"),
        json.optionalText("disabledNotice"),
        json.objects("services", ServerConfigurationJson::service));
  }

  private static ServiceDescription.Service service(JsonObject json) {
    return new ServiceDescription.Service(
        json.text("code"),
        json.optionalText("version"),
        json.optionalText("title"),
        json.text("url"),
        Duration.ofSeconds(json.number("timeoutSeconds")),
        json.truth("verifyTls"),
        new Endpoints(
            json.objects("endpoints", ServerConfigurationJson::endpoint),
            json.optionalObjects("addedEndpoints", ServerConfigurationJson::endpoint)));
  }

  private static ServiceDescription.Endpoint endpoint(JsonObject json) {
    return new ServiceDescription.Endpoint(json.text("method"), json.text("path"));
  }

  private static Client.LocalGroup localGroup(JsonObject json) {
    return new Client.LocalGroup(
        new LocalGroupId(json.text("code")),
        json.text("description"),
        json.lists("members").stream()
            .map(ServerConfigurationJson::clientId)
            .collect(Collectors.toUnmodifiableSet()));
  }

  private static AccessRight accessRight(JsonObject json) {
    Optional<AccessRight.Subject> client =
        json.optionalTexts("client").map(id -> new AccessRight.Subject.OfClient(clientId(id)));
    Optional<AccessRight.Subject> globalGroup =
        json.optionalTexts("globalGroup")
            .map(id -> parts(id, 2, 2))
            .map(id ->
                new AccessRight.Subject.OfGlobalGroup(new GlobalGroupId(id.get(0), id.get(1))));
    Optional<AccessRight.Subject> localGroup =
        json.optionalText("localGroup")
            .map(code -> new AccessRight.Subject.OfLocalGroup(new LocalGroupId(code)));
    List<AccessRight.Subject> subjects =
        List.of(client, globalGroup, localGroup).stream().flatMap(Optional::stream).toList();
    if (subjects.size() != 1) {
      throw JsonObject.malformed("access right with " + subjects.size() + " subjects");
    }
    return new AccessRight(
        subjects.getFirst(),
        json.text("serviceCode"),
        json.object("endpoint", ServerConfigurationJson::endpoint));
  }
}
