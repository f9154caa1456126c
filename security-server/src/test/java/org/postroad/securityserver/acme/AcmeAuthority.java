// SPDX-License-Identifier: MIT
package org.postroad.securityserver.acme;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.fault.Fault;
import org.postroad.securityserver.acme.AcmeRequests.Problem;
import org.postroad.securityserver.acme.AcmeRequests.Proven;
import org.postroad.securityserver.testing.HttpSite;
import tools.jackson.databind.JsonNode;

/**
 * An authority's ACME server (RFC 8555, RFC 9773), strict about everything it is told. Proofs are
 * looked for at one address, whatever the name.
 */
public final class AcmeAuthority implements AutoCloseable {
  private final HttpSite site;
  private final AcmeRequests requests = new AcmeRequests();
  private final Issuer issuer;
  private final Map<String, Account> accounts = new HashMap<>();
  private final List<OrderState> orders = new ArrayList<>();

  /** The agent strings of all requests. */
  final List<String> agents = new CopyOnWriteArrayList<>();

  /** What was asked for, such as {@code new-order}. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  /** Secrets of external accounts; one is asked for while there are any. */
  final Map<String, byte[]> external = new LinkedHashMap<>();

  volatile URI proofs = URI.create("http://127.0.0.1:1");
  volatile Optional<Instant[]> window = Optional.empty();
  volatile Optional<Instant> retryAfter = Optional.empty();
  volatile Optional<String> outage = Optional.empty();
  volatile boolean informed;
  volatile int works;
  final AtomicInteger badNonces = new AtomicInteger();

  private record Account(PublicKey key, JsonNode jwk, JsonNode told) {}

  /** One order with its only authorization. */
  static final class OrderState {
    final String account;
    final JsonNode told;
    final String name;
    final String token;
    String proof = "pending";
    String status = "pending";
    int works;
    Optional<X509Certificate> issued = Optional.empty();

    OrderState(String account, JsonNode told, String token) {
      this.account = account;
      this.told = told;
      this.name = told.get("identifiers").get(0).get("value").asString();
      this.token = token;
    }
  }

  /** Who signs what is ordered. */
  public interface Issuer {
    X509Certificate issue(byte[] request);

    X509Certificate root();
  }

  /**
   * @param site where it is served
   */
  public AcmeAuthority(HttpSite site, Issuer issuer) {
    this.site = site;
    this.issuer = issuer;
    site.serve("/acme/", this::serve);
  }

  /** Where to look for proofs from now on. */
  public void lookForProofsAt(URI server) {
    proofs = server;
  }

  public URI directory() {
    return url("directory");
  }

  private URI url(String path) {
    return site.uri("/acme/" + path);
  }

  List<OrderState> orders() {
    return List.copyOf(orders);
  }

  List<JsonNode> accounts() {
    return accounts.values().stream().map(Account::told).toList();
  }

  private synchronized void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring("/acme/".length());
      agents.add(String.valueOf(exchange.getRequestHeaders().getFirst("User-Agent")));
      try {
        answer(exchange, path);
      } catch (Problem problem) {
        exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
        send(
            exchange,
            problem.status,
            Map.of(
                "type",
                "urn:ietf:params:acme:error:" + problem.type,
                "detail",
                String.valueOf(problem.getMessage())));
      } catch (RuntimeException e) {
        send(exchange, 500, Map.of("type", "about:blank", "detail", e.toString()));
      }
    }
  }

  private void answer(HttpExchange exchange, String path) throws IOException {
    String[] parts = path.split("/");
    switch (parts[0]) {
      case "directory" -> send(exchange, 200, directoryEntries());
      case "new-nonce" -> send(exchange, 204, Map.of());
      case "renewal-info" -> renewalInfo(exchange, parts[1]);
      default -> signed(exchange, path, parts);
    }
  }

  private Map<String, Object> directoryEntries() {
    Map<String, Object> entries = new HashMap<>();
    entries.put("newNonce", url("new-nonce").toString());
    entries.put("newAccount", url("new-account").toString());
    entries.put("newOrder", url("new-order").toString());
    entries.put("keyChange", url("key-change").toString());
    entries.put("meta", Map.of("externalAccountRequired", !external.isEmpty()));
    if (informed) {
      entries.put("renewalInfo", url("renewal-info").toString());
    }
    return entries;
  }

  private void renewalInfo(HttpExchange exchange, String id) throws IOException {
    AcmeRequests.require(id.split("\\.").length == 2, "key and serial number");
    Instant[] times = window.orElseThrow();
    exchange.getResponseHeaders().set("Retry-After", "21600");
    send(
        exchange,
        200,
        Map.of(
            "suggestedWindow", Map.of("start", times[0].toString(), "end", times[1].toString())));
  }

  private void signed(HttpExchange exchange, String path, String[] parts) throws IOException {
    AcmeRequests.require(exchange.getRequestMethod().equals("POST"), "POST");
    Proven proven = requests.read(exchange, url(path).toString(), this::keyOf);
    asked.add(parts[0]);
    if (badNonces.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new Problem(400, "badNonce", "try again");
    }
    outage.ifPresent(detail -> {
      throw new Problem(503, "serverInternal", detail);
    });
    switch (parts[0]) {
      case "new-account" -> newAccount(exchange, proven);
      case "key-change" -> keyChange(exchange, proven);
      case "new-order" -> newOrder(exchange, proven);
      case "order" -> order(exchange, 200, Integer.parseInt(parts[1]));
      case "authorization" -> authorization(exchange, orders.get(Integer.parseInt(parts[1])));
      case "challenge" -> challenge(exchange, proven, orders.get(Integer.parseInt(parts[1])));
      case "finalize" -> finalizeOrder(exchange, proven, Integer.parseInt(parts[1]));
      case "certificate" -> certificate(exchange, orders.get(Integer.parseInt(parts[1])));
      default -> throw new Problem(404, "malformed", path);
    }
  }

  private PublicKey keyOf(String account) {
    return account(account).key();
  }

  private Account account(String url) {
    return Optional.ofNullable(accounts.get(url))
        .orElseThrow(() -> new Problem(400, "accountDoesNotExist", url));
  }

  private void newAccount(HttpExchange exchange, Proven proven) throws IOException {
    JsonNode told = proven.json();
    Optional<String> known =
        accounts.entrySet().stream()
            .filter(entry -> entry.getValue().key().equals(proven.key()))
            .map(Map.Entry::getKey)
            .findFirst();
    if (known.isEmpty() && told.path("onlyReturnExisting").asBoolean(false)) {
      throw new Problem(400, "accountDoesNotExist", "no account with this key");
    }
    if (known.isEmpty()) {
      AcmeRequests.require(told.path("termsOfServiceAgreed").asBoolean(false), "agreement");
      requireBound(told, proven);
    }
    String account = known.orElse(url("account/" + accounts.size()).toString());
    accounts.putIfAbsent(account, new Account(proven.key(), proven.jwk(), told));
    exchange.getResponseHeaders().set("Location", account);
    send(exchange, known.isEmpty() ? 201 : 200, Map.of("status", "valid"));
  }

  private void requireBound(JsonNode told, Proven proven) {
    if (external.isEmpty()) {
      return;
    }
    if (!told.has("externalAccountBinding")) {
      throw new Problem(403, "externalAccountRequired", "bind it");
    }
    JsonNode binding = told.get("externalAccountBinding");
    byte[] secret =
        Optional.ofNullable(external.get(AcmeRequests.boundTo(binding)))
            .orElseThrow(() -> new Problem(401, "unauthorized", "an unknown key id"));
    AcmeRequests.requireBound(binding, proven.jwk(), url("new-account").toString(), secret);
  }

  private void keyChange(HttpExchange exchange, Proven proven) throws IOException {
    Proven inner = AcmeRequests.inner(proven.json(), url("key-change").toString());
    JsonNode told = inner.json();
    AcmeRequests.require(told.required("account").asString().equals(proven.account()), "account");
    AcmeRequests.require(
        AcmeRequests.key(told.required("oldKey")).equals(proven.key()), "the old key");
    Account old = account(proven.account());
    accounts.put(proven.account(), new Account(inner.key(), inner.jwk(), old.told()));
    send(exchange, 200, Map.of("status", "valid"));
  }

  private void newOrder(HttpExchange exchange, Proven proven) throws IOException {
    JsonNode told = proven.json();
    AcmeRequests.require(told.required("identifiers").size() == 1, "one identifier");
    AcmeRequests.require(
        told.get("identifiers").get(0).required("type").asString().equals("dns"), "dns");
    orders.add(new OrderState(proven.account(), told, "token-" + orders.size()));
    orders.getLast().works = works;
    order(exchange, 201, orders.size() - 1);
  }

  private void order(HttpExchange exchange, int status, int number) throws IOException {
    OrderState order = orders.get(number);
    if (order.status.equals("processing") && order.works-- <= 0) {
      order.status = "valid";
    }
    Map<String, Object> shown = new HashMap<>();
    shown.put("status", order.status);
    shown.put("identifiers", List.of(Map.of("type", "dns", "value", order.name)));
    shown.put("authorizations", List.of(url("authorization/" + number).toString()));
    shown.put("finalize", url("finalize/" + number).toString());
    if (order.status.equals("valid")) {
      shown.put("certificate", url("certificate/" + number).toString());
    }
    retryAfter.ifPresent(time ->
        exchange
            .getResponseHeaders()
            .set(
                "Retry-After",
                java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME.format(
                    time.atOffset(java.time.ZoneOffset.UTC))));
    exchange.getResponseHeaders().set("Location", url("order/" + number).toString());
    send(exchange, status, shown);
  }

  private void authorization(HttpExchange exchange, OrderState order) throws IOException {
    Map<String, Object> shown = new HashMap<>();
    shown.put("status", order.proof);
    shown.put("identifier", Map.of("type", "dns", "value", order.name));
    shown.put(
        "challenges",
        List.of(
            Map.of(
                "type",
                "dns-01",
                "url",
                url("x").toString(),
                "status",
                "pending",
                "token",
                "other"),
            challenge(order)));
    send(exchange, 200, shown);
  }

  private Map<String, Object> challenge(OrderState order) {
    Map<String, Object> shown = new HashMap<>();
    shown.put("type", "http-01");
    shown.put("url", url("challenge/" + orders.indexOf(order)).toString());
    shown.put("status", order.proof);
    shown.put("token", order.token);
    if (order.proof.equals("invalid")) {
      shown.put(
          "error",
          Map.of("type", "urn:ietf:params:acme:error:unauthorized", "detail", "no such proof"));
    }
    return shown;
  }

  private void challenge(HttpExchange exchange, Proven proven, OrderState order)
      throws IOException {
    AcmeRequests.require(proven.json().isObject() && proven.json().isEmpty(), "{}");
    String expected = order.token + "." + AcmeRequests.thumbprint(account(order.account).jwk());
    boolean proven01 = fetched(order.token).filter(expected::equals).isPresent();
    order.proof = proven01 ? "valid" : "invalid";
    order.status = proven01 ? "ready" : "invalid";
    send(exchange, 200, challenge(order));
  }

  private Optional<String> fetched(String token) {
    try {
      var answer = site.fetch().get(proofs.resolve("/.well-known/acme-challenge/" + token), 1024);
      return answer.status() == 200
          ? Optional.of(new String(answer.body(), StandardCharsets.US_ASCII))
          : Optional.empty();
    } catch (IOException | Fault e) {
      return Optional.empty();
    }
  }

  private void finalizeOrder(HttpExchange exchange, Proven proven, int number) throws IOException {
    OrderState order = orders.get(number);
    if (!order.status.equals("ready")) {
      throw new Problem(403, "orderNotReady", order.status);
    }
    AcmeRequests.require(order.account.equals(proven.account()), "the account of the order");
    order.issued =
        Optional.of(issuer.issue(AcmeRequests.octets(proven.json().required("csr").asString())));
    order.status = "processing";
    order(exchange, 200, number);
  }

  private void certificate(HttpExchange exchange, OrderState order) throws IOException {
    String chain = Certificates.pem(order.issued.orElseThrow()) + Certificates.pem(issuer.root());
    exchange.getResponseHeaders().set("Content-Type", "application/pem-certificate-chain");
    write(exchange, 200, chain.getBytes(StandardCharsets.US_ASCII));
  }

  private void send(HttpExchange exchange, int status, Map<String, ?> json) throws IOException {
    exchange.getResponseHeaders().computeIfAbsent("Content-Type", _ -> List.of("application/json"));
    write(
        exchange, status, status == 204 ? new byte[0] : AcmeRequests.JSON.writeValueAsBytes(json));
  }

  private void write(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Replay-Nonce", requests.newNonce());
    boolean none = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, none ? -1 : body.length);
    if (!none) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    site.close();
  }
}
