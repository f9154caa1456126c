// SPDX-License-Identifier: MIT
package org.postroad.cli.server.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.postroad.cli.administration.Check;
import org.postroad.cli.administration.Finding;
import org.postroad.cli.administration.Values;
import org.postroad.cli.output.Amounts;
import tools.jackson.databind.JsonNode;

/** What {@code status} asks about tokens, and the certificates of their keys. */
final class KeyChecks {
  private static final String SERVER = "postroad server ";
  private static final String OURS = "this server's";
  private static final String TOKENS = "tokens";
  private static final String CERTIFICATES = "certificates";
  private static final String AUTHENTICATION = "authentication";
  private static final Duration SOON = Duration.ofDays(30);

  private final Instant now;

  KeyChecks(Instant now) {
    this.now = now;
  }

  List<Check> all() {
    return List.of(
        new Check(TOKENS, KeyTree.TOKENS, KeyChecks::tokens),
        new Check(AUTHENTICATION, KeyTree.TOKENS, KeyChecks::authentication),
        new Check("signing", "/clients", KeyChecks::signing),
        new Check(CERTIFICATES, KeyTree.TOKENS, this::certificates));
  }

  private static List<Finding> tokens(JsonNode tokens) {
    List<Finding> found = new ArrayList<>();
    for (JsonNode token : tokens) {
      String name = Values.text(token, "name");
      String pin = Values.text(token, "status");
      if (!token.path("available").asBoolean(true)) {
        found.add(
            Finding.problem(
                TOKENS,
                "token " + name + " cannot be reached",
                OURS,
                SERVER + "token show " + name));
      } else if (!token.path("logged_in").asBoolean(false)) {
        String because = pin.isEmpty() || pin.equals("OK") ? "" : " (" + pin + ")";
        found.add(
            Finding.problem(
                TOKENS,
                "token " + name + " is closed" + because + ", so its keys rest",
                OURS,
                SERVER + "token login " + name));
      }
    }
    return Finding.orWell(found, TOKENS, Amounts.count(tokens.size(), "token") + ", all open");
  }

  /** The certificate by which others know this server, however far it has come. */
  private static List<Finding> authentication(JsonNode tokens) {
    List<JsonNode> keys =
        stream(KeyTree.keys(tokens))
            .filter(key -> Values.text(key, "usage").equals("AUTHENTICATION"))
            .toList();
    List<JsonNode> certificates =
        keys.stream().flatMap(key -> stream(key.path("certificates"))).toList();
    if (certificates.stream().anyMatch(KeyChecks::serves)) {
      return List.of(Finding.well(AUTHENTICATION, "others know this server by its certificate"));
    }
    Optional<JsonNode> best = certificates.stream().filter(each -> !expired(each)).findFirst();
    return List.of(
        best.map(KeyChecks::onItsWay)
            .orElseGet(() -> keys.isEmpty() ? noKey() : noCertificate(keys)));
  }

  private static boolean serves(JsonNode certificate) {
    return certificate.path("active").asBoolean(false)
        && Values.text(certificate, "status").equals("REGISTERED")
        && !expired(certificate);
  }

  private static boolean expired(JsonNode certificate) {
    return Values.text(certificate, "ocsp_status").equals("EXPIRED");
  }

  private static Finding onItsWay(JsonNode certificate) {
    String hash = Values.text(certificate, "certificate_details.hash");
    String command = SERVER + "certificate ";
    return switch (Values.text(certificate, "status")) {
      case "SAVED" ->
          Finding.problem(
              AUTHENTICATION,
              "the registry does not know the certificate yet",
              OURS,
              command + "register " + hash + " ADDRESS");
      case "REGISTRATION_IN_PROGRESS" ->
          Finding.waits(
              AUTHENTICATION,
              "the registry has to approve the certificate",
              "the registry's",
              command + "list");
      case "REGISTERED" ->
          Finding.problem(
              AUTHENTICATION, "the certificate rests", OURS, command + "activate " + hash);
      default ->
          Finding.problem(
              AUTHENTICATION,
              "the registry knows the certificate no more",
              "the registry's",
              command + "show " + hash);
    };
  }

  private static Finding noKey() {
    return Finding.problem(
        AUTHENTICATION,
        "there is no key, so nobody can know this server",
        OURS,
        SERVER + "key add-with-csr TOKEN authentication --authority NAME");
  }

  private static Finding noCertificate(List<JsonNode> keys) {
    boolean asked =
        keys.stream().anyMatch(key -> !key.path("certificate_signing_requests").isEmpty());
    return asked
        ? Finding.waits(
            AUTHENTICATION,
            "a request waits for its certificate",
            "the authority's",
            SERVER + "certificate import FILE")
        : Finding.problem(
            AUTHENTICATION,
            "no key has a certificate that is good",
            OURS,
            SERVER
                + "csr create "
                + Values.text(keys.getFirst(), "id")
                + " authentication"
                + " --authority NAME");
  }

  /** Whose messages cannot be signed. */
  private static List<Finding> signing(JsonNode clients) {
    List<Finding> found =
        stream(clients)
            .filter(client -> !client.path("has_valid_local_sign_cert").asBoolean(true))
            .map(KeyChecks::member)
            .distinct()
            .map(member ->
                Finding.problem(
                    "signing",
                    "nothing can be signed for " + member,
                    OURS,
                    SERVER + "key add-with-csr TOKEN signing --authority NAME --member " + member))
            .toList();
    return Finding.orWell(found, "signing", "for every client");
  }

  private static String member(JsonNode client) {
    return String.join(
        ":",
        Values.text(client, "instance_id"),
        Values.text(client, "member_class"),
        Values.text(client, "member_code"));
  }

  /** Certificates in use that end soon, or of which nobody says that they are good. */
  private List<Finding> certificates(JsonNode tokens) {
    List<Finding> found =
        stream(KeyTree.certificates(tokens))
            .filter(each -> each.path("active").asBoolean(false))
            .flatMap(each -> Stream.concat(ending(each).stream(), doubted(each).stream()))
            .toList();
    return Finding.orWell(found, CERTIFICATES, "all in use are good");
  }

  private Optional<Finding> ending(JsonNode certificate) {
    String next = SERVER + "csr create KEY USE --authority NAME";
    return Values.instant(certificate, "certificate_details.not_after")
        .filter(now.plus(SOON)::isAfter)
        .map(end ->
            end.isBefore(now)
                ? Finding.problem(CERTIFICATES, named(certificate) + " has expired", OURS, next)
                : Finding.waits(
                    CERTIFICATES,
                    named(certificate) + " expires in " + Amounts.time(Duration.between(now, end)),
                    OURS,
                    next));
  }

  private static Optional<Finding> doubted(JsonNode certificate) {
    String text =
        switch (Values.text(certificate, "ocsp_status")) {
          case "OCSP_RESPONSE_REVOKED" -> " is revoked";
          case "OCSP_RESPONSE_SUSPENDED" -> " is suspended";
          case "OCSP_RESPONSE_UNKNOWN" -> " has no OCSP response that is good";
          default -> "";
        };
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Finding.problem(
                CERTIFICATES,
                named(certificate) + text,
                "the authority's",
                SERVER
                    + "certificate show "
                    + Values.text(certificate, "certificate_details.hash")));
  }

  private static String named(JsonNode certificate) {
    return "the certificate of "
        + Values.text(certificate, "certificate_details.subject_common_name");
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
