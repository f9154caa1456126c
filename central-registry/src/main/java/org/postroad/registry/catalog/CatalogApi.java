// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.catalog.ServiceType;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.PathSegment;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.registry.membership.MembershipSnapshot;
import org.postroad.registry.membership.RegisteredMember;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What everybody may read about services and certificates, below {@value #BASE}; what is asked and
 * answered stands in the document at {@code openapi.yaml} there. Nothing here changes anything.
 */
public final class CatalogApi {
  public static final String BASE = "/catalogue/v1";

  private static final String DOCUMENT = "openapi.yaml";
  private static final int MOST_QUERY = 200;

  private final Catalog catalog;
  private final Supplier<MembershipSnapshot> membership;
  private final CertificateAnswers certificates;

  private volatile View view = View.of(CatalogSnapshot.EMPTY, List.of());

  public CatalogApi(
      Catalog catalog,
      Supplier<MembershipSnapshot> membership,
      Supplier<CertificateSnapshot> certificates) {
    this.catalog = catalog;
    this.membership = membership;
    this.certificates = new CertificateAnswers(certificates);
  }

  /** What an answer is made from; the index is there once somebody has searched. */
  private record View(
      CatalogSnapshot catalog,
      List<RegisteredMember> members,
      CatalogJson json,
      Optional<SearchIndex> index) {

    static View of(CatalogSnapshot catalog, List<RegisteredMember> members) {
      return new View(catalog, members, CatalogJson.naming(members), Optional.empty());
    }

    View with(SearchIndex made) {
      return new View(catalog, members, json, Optional.of(made));
    }
  }

  /** Whether a path is one of those answered here. */
  public static boolean concerns(String path) {
    return path.equals(BASE) || path.startsWith(BASE + "/");
  }

  /**
   * Answers a GET.
   *
   * @param path percent-encoded, beginning with {@link #BASE}
   * @param query percent-encoded, perhaps empty
   */
  public ApiAnswer answer(String path, String query) {
    try {
      List<String> segments =
          Stream.of(path.substring(BASE.length()).split("/", -1))
              .skip(1)
              .map(PathSegment::decode)
              .toList();
      return found(segments, query);
    } catch (Fault refused) {
      return ApiAnswer.error(400, refused.text());
    }
  }

  private ApiAnswer found(List<String> path, String query) {
    String what = path.isEmpty() ? "" : path.getFirst();
    return switch (path.size()) {
      case 1 ->
          switch (what) {
            case "members" -> members(query);
            case "services" -> services(query);
            case "search" -> search(query);
            case "history" -> history(query);
            case "certificates" -> certificates.list(query);
            case DOCUMENT -> document();
            default -> notFound();
          };
      case 2 ->
          switch (what) {
            case "descriptions" -> description(path.get(1));
            case "certificates" -> certificates.body(path.get(1));
            default -> notFound();
          };
      case 5, 6 -> what.equals("services") ? service(path, query) : notFound();
      default -> notFound();
    };
  }

  private static ApiAnswer notFound() {
    return ApiAnswer.error(404, "There is no such thing here; see " + BASE + "/" + DOCUMENT);
  }

  private View view() {
    View known = view;
    CatalogSnapshot now = catalog.snapshot();
    List<RegisteredMember> members = membership.get().members();
    if (known.catalog().last() == now.last() && known.members().equals(members)) {
      return known;
    }
    View fresh = View.of(now, members);
    view = fresh;
    return fresh;
  }

  private ApiAnswer members(String query) {
    var _ = ApiQuery.parse(query, Set.of());
    View now = view();
    Map<ClientId, Integer> services = new HashMap<>();
    now.catalog().services().values().stream()
        .filter(ServiceHistory::isOffered)
        .forEach(service -> services.merge(service.id().owner(), 1, Integer::sum));
    ObjectNode answer = CatalogJson.object();
    ArrayNode list = answer.putArray("members");
    now.members().forEach(member -> list.add(CatalogJson.member(member, services)));
    return ApiAnswer.json(answer);
  }

  private ApiAnswer services(String query) {
    ApiQuery asked = ApiQuery.parse(query, Set.of("client", "type", "removed", "limit", "offset"));
    Optional<ClientId> client = asked.client("client");
    Optional<ServiceType> type = asked.choice("type", ServiceType.class);
    boolean removed = asked.flag("removed");
    Predicate<ServiceHistory> wanted =
        service ->
            (removed || service.isOffered())
                && client.map(id -> isOf(service.id().owner(), id)).orElse(true)
                && type.map(t -> t == service.latest().type()).orElse(true);
    View now = view();
    List<ServiceHistory> found =
        now.catalog().services().values().stream()
            .filter(wanted)
            .sorted(Comparator.comparing(service -> service.id().toString()))
            .toList();
    return listed(found, asked, now);
  }

  /** A member stands for all its subsystems. */
  private static boolean isOf(ClientId owner, ClientId wanted) {
    return owner.equals(wanted) || owner.member().equals(wanted);
  }

  private ApiAnswer search(String query) {
    ApiQuery asked = ApiQuery.parse(query, Set.of("q", "limit", "offset"));
    String words = asked.text("q").orElse("");
    if (words.length() > MOST_QUERY) {
      throw ApiQuery.refused("At most " + MOST_QUERY + " characters are searched for");
    }
    View now = view();
    return listed(index(now).find(words), asked, now);
  }

  private SearchIndex index(View now) {
    if (now.index().isPresent()) {
      return now.index().get();
    }
    SearchIndex index = SearchIndex.of(now.catalog(), now.json()::ownerNames);
    view = now.with(index);
    return index;
  }

  private ApiAnswer listed(List<ServiceHistory> found, ApiQuery asked, View now) {
    ObjectNode answer = CatalogJson.object().put("total", found.size());
    ArrayNode list = answer.putArray("services");
    asked.page(found).forEach(service -> list.add(now.json().summary(service)));
    return ApiAnswer.json(answer);
  }

  /** {@code services/INST/CLASS/CODE[/SUB]/SVC?version=V}. */
  private ApiAnswer service(List<String> path, String query) {
    Optional<String> version = ApiQuery.parse(query, Set.of("version")).text("version");
    Optional<String> subsystem = path.size() == 6 ? Optional.of(path.get(4)) : Optional.empty();
    ClientId owner = ClientId.of(path.get(1), path.get(2), path.get(3), subsystem);
    var id = new ServiceId(owner, path.getLast(), version);
    View now = view();
    return now.catalog()
        .service(id)
        .or(() -> version.isEmpty() ? only(now, id) : Optional.empty())
        .map(service -> ApiAnswer.json(now.json().whole(service)))
        .orElseGet(() -> ApiAnswer.error(404, "No service " + id));
  }

  /** The one of that code, where it has one version only. */
  private static Optional<ServiceHistory> only(View now, ServiceId id) {
    List<ServiceHistory> same =
        now.catalog().services().values().stream()
            .filter(service -> service.id().owner().equals(id.owner()))
            .filter(service -> service.id().serviceCode().equals(id.serviceCode()))
            .toList();
    return same.size() == 1 ? Optional.of(same.getFirst()) : Optional.empty();
  }

  private ApiAnswer description(String sha256) {
    Digest digest = ApiQuery.digest(sha256);
    Optional<String> type =
        view().catalog().services().values().stream()
            .flatMap(service -> service.versions().stream())
            .flatMap(version -> version.facts().description().stream())
            .filter(description -> description.digest().equals(digest))
            .map(description -> description.form().mediaType())
            .findFirst();
    return type.flatMap(
            known -> catalog.document(digest).map(bytes -> ApiAnswer.document(known, bytes)))
        .orElseGet(() -> ApiAnswer.error(404, "No description has this digest"));
  }

  private ApiAnswer history(String query) {
    ApiQuery asked = ApiQuery.parse(query, Set.of("client", "service", "since", "limit", "offset"));
    Optional<ClientId> client = asked.client("client");
    List<Sighting> found = new ArrayList<>();
    for (ServiceHistory service : view().catalog().services().values()) {
      boolean wanted =
          client.map(id -> isOf(service.id().owner(), id)).orElse(true)
              && asked.text("service").map(service.id().serviceCode()::equals).orElse(true);
      if (wanted) {
        found.addAll(service.sightings().reversed());
      }
    }
    asked.time("since").ifPresent(since -> found.removeIf(s -> s.time().isBefore(since)));
    found.sort(Comparator.comparing(Sighting::time).reversed());
    ObjectNode answer = CatalogJson.object().put("total", found.size());
    ArrayNode list = answer.putArray("events");
    asked.page(found).forEach(sighting -> list.add(CatalogJson.event(sighting)));
    return ApiAnswer.json(answer);
  }

  private static ApiAnswer document() {
    try (InputStream in = CatalogApi.class.getResourceAsStream(DOCUMENT)) {
      byte[] bytes = Objects.requireNonNull(in, DOCUMENT).readAllBytes();
      return new ApiAnswer(200, ApiAnswer.YAML, bytes, true);
    } catch (IOException unreadable) {
      throw new IllegalStateException("The document of the API cannot be read", unreadable);
    }
  }
}
