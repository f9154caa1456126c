// SPDX-License-Identifier: MIT

package org.postroad.protocol.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The services of an instance, as a part of its signed configuration. Descriptions stand in it by
 * their SHA-256 alone: whoever has the part can take a description from anywhere and know that it
 * is the one.
 *
 * <pre>{@code
 * {"format":"postroad/service-catalogue/v1","instance":"DEV","clients":[
 * {"client":"DEV/GOV/1/People","services":[{"code":"person","version":"v1","type":"SOAP",
 *   "title":"A person","since":"2026-03-01T12:00:00Z","description":"9f86…0a08"}]}
 * ]}
 * }</pre>
 *
 * <p>Each client is one line, its parts percent-encoded; what is missing is left out. Clients and
 * services stand in the order of their codes.
 */
public record ServiceCatalog(String instance, List<CatalogedService> services) {
  public static final String CONTENT_IDENTIFIER = "SERVICE-CATALOGUE";
  public static final String FILE_NAME = "service-catalogue.json";

  private static final String FORMAT = "postroad/service-catalogue/v1";
  private static final Comparator<ServiceId> ORDER =
      Comparator.comparing((ServiceId id) -> id.owner().encoded())
          .thenComparing(ServiceId::serviceCode)
          .thenComparing(id -> id.serviceVersion().orElse(""));

  public ServiceCatalog {
    services = services.stream().sorted(Comparator.comparing(CatalogedService::id, ORDER)).toList();
    for (int i = 0; i < services.size(); i++) {
      ServiceId id = services.get(i).id();
      if (!id.owner().instance().equals(instance)) {
        throw new IllegalArgumentException(id + " is not of instance " + instance);
      }
      if (i > 0 && services.get(i - 1).id().equals(id)) {
        throw new IllegalArgumentException(id + " stands twice in the catalogue");
      }
    }
  }

  /** The service of that name, if it is offered now. */
  public Optional<CatalogedService> service(ServiceId id) {
    return services.stream().filter(service -> service.id().equals(id)).findFirst();
  }

  /**
   * Reads a part.
   *
   * @throws Fault {@code malformed_global_conf} for anything but what {@link #toBytes} writes
   */
  public static ServiceCatalog parse(byte[] part) {
    JsonNode tree = PartJson.read(FORMAT, part);
    ServiceCatalog catalog;
    try {
      var services = new ArrayList<CatalogedService>();
      for (JsonNode client : PartJson.list(tree, "clients")) {
        ClientId owner = ClientId.parseEncoded(PartJson.text(client, "client"));
        for (JsonNode service : PartJson.list(client, "services")) {
          services.add(service(owner, service));
        }
      }
      catalog = new ServiceCatalog(PartJson.text(tree, "instance"), services);
    } catch (IllegalArgumentException refused) {
      throw new Fault(
          FaultCode.MALFORMED_GLOBAL_CONF, String.valueOf(refused.getMessage()), refused);
    }
    if (!Arrays.equals(catalog.toBytes(), part)) {
      throw PartJson.malformed("The catalogue is not written in the one way there is");
    }
    return catalog;
  }

  private static CatalogedService service(ClientId owner, JsonNode service) {
    return new CatalogedService(
        new ServiceId(owner, PartJson.text(service, "code"), PartJson.optional(service, "version")),
        ServiceType.valueOf(PartJson.text(service, "type")),
        PartJson.optional(service, "title"),
        PartJson.time(PartJson.text(service, "since")),
        PartJson.optional(service, "description").map(PartJson::sha256));
  }

  /** The same catalogue is always the same bytes. */
  public byte[] toBytes() {
    Map<ClientId, ObjectNode> clients = new LinkedHashMap<>();
    for (CatalogedService service : services) {
      ObjectNode client =
          clients.computeIfAbsent(
              service.id().owner(), owner -> PartJson.object().put("client", owner.encoded()));
      client.withArray("services").add(json(service));
    }
    return PartJson.write(FORMAT, instance, "clients", List.copyOf(clients.values()));
  }

  private static ObjectNode json(CatalogedService service) {
    ObjectNode json = PartJson.object().put("code", service.id().serviceCode());
    service.id().serviceVersion().ifPresent(version -> json.put("version", version));
    json.put("type", service.type().name());
    service.title().ifPresent(title -> json.put("title", title));
    json.put("since", service.since().toString());
    service.description().ifPresent(digest -> json.put("description", digest.hex()));
    return json;
  }
}
