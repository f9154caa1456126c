// SPDX-License-Identifier: MIT
package org.postroad.cli.call;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.postroad.cli.catalog.CatalogSource;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** The service that is meant: by its identifier, or by words that find it in the catalogue. */
final class CalledService {
  private static final int MOST_SHOWN = 20;

  @Option(
      names = "--service-version",
      paramLabel = "VERSION",
      description = "The version of the service, where it has one.")
  private Optional<String> version = Optional.empty();

  @Mixin private CatalogSource catalog = new CatalogSource();

  /**
   * The one service.
   *
   * @param named INSTANCE/CLASS/MEMBER[/SUBSYSTEM]/CODE, or anything the catalogue is searched for
   * @param kind which types of service can be meant
   */
  ServiceId find(String named, Predicate<String> kind) {
    List<String> parts = List.of(named.split("/", -1));
    if (parts.size() == 4 || parts.size() == 5) {
      String owner = named.substring(0, named.lastIndexOf('/'));
      return new ServiceId(ClientId.parse(owner), parts.getLast(), version);
    }
    List<ServiceId> found = search(named, kind);
    if (found.size() == 1) {
      return found.getFirst();
    }
    if (found.isEmpty()) {
      throw new CallFailed("The catalogue has no such service: " + named);
    }
    throw new CallFailed(
        found.stream()
            .limit(MOST_SHOWN)
            .map(id -> "\n  " + written(id))
            .collect(
                Collectors.joining(
                    "",
                    "'%s' can be any of %d services; name one:".formatted(named, found.size()),
                    "")));
  }

  /** A code that is the very word comes before others that have it somewhere. */
  private List<ServiceId> search(String words, Predicate<String> kind) {
    JsonNode answer = catalog.ask("search", Map.of("q", words, "limit", "1000"));
    List<ServiceId> found =
        answer
            .path("services")
            .valueStream()
            .filter(each -> kind.test(each.path("service_type").asString()))
            .map(CalledService::id)
            .filter(id -> version.isEmpty() || version.equals(id.serviceVersion()))
            .toList();
    List<ServiceId> exact =
        found.stream().filter(id -> id.serviceCode().equalsIgnoreCase(words)).toList();
    return exact.isEmpty() ? found : exact;
  }

  private static ServiceId id(JsonNode service) {
    Optional<String> subsystem = service.path("subsystem_code").asStringOpt();
    ClientId owner =
        ClientId.of(
            service.path("xroad_instance").asString(),
            service.path("member_class").asString(),
            service.path("member_code").asString(),
            subsystem);
    return new ServiceId(
        owner,
        service.path("service_code").asString(),
        service.path("service_version").asStringOpt());
  }

  /** As it is typed. */
  static String written(ServiceId id) {
    String version = id.serviceVersion().map(text -> " --service-version " + text).orElse("");
    return id.owner() + "/" + id.serviceCode() + version;
  }
}
