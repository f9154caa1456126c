// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.identifier.ClientId;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@link KeyNotes} as a file beside the keys; there is none while nobody has said anything.
 *
 * <pre>{@code
 * {"names": {"0": "main token"}, "uses": {"5C…": "SIGNING"}, "requests": [{"id": "1F…", "key":
 * "5C…", "use": "SIGNING", "member": "FI/GOV/1234", "subject": "C=FI, …", "profile": "ee.ria…"}],
 * "inactive": ["9a…"], "renewals": {"9a…": {"next": "2027-01-04T10:00:00Z"}}, "orders": [{"request":
 * "1F…", "authority": "Test CA", "location": "https://…", "replaces": "9a…"}]}
 * }</pre>
 */
final class KeyNotesFile {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Set<String> FIELDS =
      Set.of("names", "uses", "requests", "inactive", "renewals", "orders");

  private KeyNotesFile() {}

  static KeyNotes read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return KeyNotes.NONE;
    }
    try {
      return notes(JSON.readTree(Files.readAllBytes(file)));
    } catch (JacksonException | IllegalArgumentException e) {
      throw new IOException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static KeyNotes notes(JsonNode root) {
    Set<String> unknown = new TreeSet<>(root.propertyNames());
    unknown.removeAll(FIELDS);
    if (!root.isObject() || !unknown.isEmpty()) {
      throw new IllegalArgumentException("expected an object of " + FIELDS + ", found " + unknown);
    }
    Map<String, String> names = new TreeMap<>();
    Map<String, KeyUse> uses = new TreeMap<>();
    List<KeptRequest> requests = new ArrayList<>();
    Set<String> inactive = new HashSet<>();
    each(root, "names", (id, name) -> names.put(id, name.stringValue()));
    each(root, "uses", (id, use) -> uses.put(id, KeyUse.valueOf(use.stringValue())));
    root.path("requests").forEach(request -> requests.add(request(request)));
    root.path("inactive").forEach(hash -> inactive.add(hash.stringValue()));
    Map<String, RenewalNote> renewals = new TreeMap<>();
    List<KeptOrder> orders = new ArrayList<>();
    each(root, "renewals", (hash, note) -> renewals.put(hash, renewal(note)));
    root.path("orders").forEach(order -> orders.add(order(order)));
    return new KeyNotes(names, uses, requests, inactive, renewals, orders);
  }

  private static void each(JsonNode root, String name, BiConsumer<String, JsonNode> reader) {
    JsonNode object = root.path(name);
    object.propertyNames().forEach(field -> reader.accept(field, object.get(field)));
  }

  private static KeptRequest request(JsonNode node) {
    return new KeptRequest(
        node.required("id").stringValue(),
        node.required("key").stringValue(),
        KeyUse.valueOf(node.required("use").stringValue()),
        text(node, "member").map(id -> ClientId.parse(id).member()),
        node.required("subject").stringValue(),
        text(node, "dns-name"),
        node.required("profile").stringValue());
  }

  private static RenewalNote renewal(JsonNode node) {
    return new RenewalNote(
        text(node, "next").map(Instant::parse),
        text(node, "renewed-by"),
        text(node, "error"),
        text(node, "activation-error"));
  }

  private static KeptOrder order(JsonNode node) {
    return new KeptOrder(
        node.required("request").stringValue(),
        node.required("authority").stringValue(),
        text(node, "location").map(URI::create),
        text(node, "replaces"));
  }

  private static Optional<String> text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
  }

  static void write(Path file, KeyNotes notes) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode names = root.putObject("names");
    new TreeMap<>(notes.names()).forEach(names::put);
    ObjectNode uses = root.putObject("uses");
    new TreeMap<>(notes.uses()).forEach((key, use) -> uses.put(key, use.name()));
    var requests = root.putArray("requests");
    notes.requests().forEach(request -> put(requests.addObject(), request));
    var inactive = root.putArray("inactive");
    new TreeSet<>(notes.inactive()).forEach(inactive::add);
    ObjectNode renewals = root.putObject("renewals");
    new TreeMap<>(notes.renewals()).forEach((hash, note) -> put(renewals.putObject(hash), note));
    var orders = root.putArray("orders");
    notes.orders().forEach(order -> put(orders.addObject(), order));
    DurableFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
  }

  private static void put(ObjectNode node, KeptRequest request) {
    node.put("id", request.id());
    node.put("key", request.key());
    node.put("use", request.use().name());
    request.member().ifPresent(member -> node.put("member", member.toString()));
    node.put("subject", request.subject());
    request.dnsName().ifPresent(name -> node.put("dns-name", name));
    node.put("profile", request.profile());
  }

  private static void put(ObjectNode node, RenewalNote note) {
    note.next().ifPresent(time -> node.put("next", time.toString()));
    note.renewedBy().ifPresent(hash -> node.put("renewed-by", hash));
    note.error().ifPresent(text -> node.put("error", text));
    note.activationError().ifPresent(text -> node.put("activation-error", text));
  }

  private static void put(ObjectNode node, KeptOrder order) {
    node.put("request", order.request());
    node.put("authority", order.authority());
    order.location().ifPresent(where -> node.put("location", where.toString()));
    order.replaces().ifPresent(hash -> node.put("replaces", hash));
  }
}
