// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;

/**
 * What a client asks of {@code GET /asic}, from the query of the URL (E-036, E-037): {@code
 * queryId}, {@code xRoadInstance}, {@code memberClass}, {@code memberCode}, perhaps {@code
 * subsystemCode}, and the flags {@code requestOnly}, {@code responseOnly}, {@code unique}, {@code
 * force}, which count by being there.
 *
 * <p>Ask for {@link #client} first and authenticate the caller as that client; only then is the
 * rest looked at. Every refusal is a {@link Fault} whose status {@link SignedDocuments#status}
 * gives.
 */
public final class DocumentRequest {
  private final Map<String, String> parameters;

  private DocumentRequest(Map<String, String> parameters) {
    this.parameters = Map.copyOf(parameters);
  }

  /** From the raw query, without the question mark; of a repeated parameter the first counts. */
  public static DocumentRequest parse(String rawQuery) {
    Map<String, String> parameters = new HashMap<>();
    for (int from = 0; from <= rawQuery.length(); ) {
      int and = rawQuery.indexOf('&', from);
      int to = and < 0 ? rawQuery.length() : and;
      int equals = rawQuery.indexOf('=', from);
      int nameEnd = equals < 0 || equals > to ? to : equals;
      parameters.putIfAbsent(
          decoded(rawQuery.substring(from, nameEnd)),
          decoded(rawQuery.substring(Math.min(nameEnd + 1, to), to)));
      from = to + 1;
    }
    return new DocumentRequest(parameters);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Fault(FaultCode.BAD_REQUEST, "Query is not percent-encoded: " + text, e);
    }
  }

  /** Whose records are asked for; the caller must be authenticated as this client (E-040). */
  public ClientId client() {
    return ClientId.of(
        required("xRoadInstance"),
        required("memberClass"),
        required("memberCode"),
        Optional.ofNullable(parameters.get("subsystemCode")));
  }

  String queryId() {
    return required("queryId");
  }

  /** The kind asked for, nothing for both. */
  Optional<Kind> kind() {
    boolean request = parameters.containsKey("requestOnly");
    boolean response = parameters.containsKey("responseOnly");
    if (request && response) {
      throw new Fault(
          FaultCode.BAD_REQUEST,
          "Parameters \"requestOnly\" and \"responseOnly\" cannot be used at the same time.");
    }
    if (request) {
      return Optional.of(Kind.REQUEST);
    }
    return response ? Optional.of(Kind.RESPONSE) : Optional.empty();
  }

  /** One container instead of a ZIP of all. */
  boolean unique() {
    boolean unique = parameters.containsKey("unique");
    if (unique && kind().isEmpty()) {
      throw new Fault(
          FaultCode.BAD_REQUEST,
          "Parameter \"unique\" not applicable without \"requestOnly\" or \"responseOnly\".");
    }
    return unique;
  }

  /** Records that wait for a time-stamp are stamped first. */
  boolean force() {
    return parameters.containsKey("force");
  }

  private String required(String name) {
    String value = parameters.get(name);
    if (value == null) {
      throw new Fault(FaultCode.BAD_REQUEST, "Parameter \"" + name + "\"  must be specified.");
    }
    return value;
  }
}
