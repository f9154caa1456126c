// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;

/** The parameters of a question; one that is not known, or given twice, is refused. */
record ApiQuery(Map<String, String> parameters) {
  private static final int LONGEST = 1000;
  private static final int USUAL_LIMIT = 100;
  private static final int MOST_LIMIT = 1000;

  static ApiQuery parse(String query, Set<String> known) {
    var parameters = new HashMap<String, String>();
    for (String parameter : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      String value = equals < 0 ? "" : decoded(parameter.substring(equals + 1));
      if (!known.contains(name)) {
        throw refused("Unknown parameter, expected one of " + known.stream().sorted().toList());
      }
      if (parameters.put(name, value) != null || value.length() > LONGEST) {
        throw refused("Parameter " + name + " is given twice, or too long");
      }
    }
    return new ApiQuery(parameters);
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      throw refused("A parameter is not percent-encoded as it should be");
    }
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
  }

  boolean flag(String name) {
    return text(name).filter("true"::equals).isPresent();
  }

  /** The piece of a list that {@code limit} and {@code offset} ask for. */
  <T> Stream<T> page(List<T> all) {
    int offset = number("offset", 0, Integer.MAX_VALUE);
    return all.stream().skip(offset).limit(number("limit", USUAL_LIMIT, MOST_LIMIT));
  }

  private int number(String name, int usual, int most) {
    String text = text(name).orElse(Integer.toString(usual));
    if (text.length() > 9 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw refused("Parameter " + name + " is no number");
    }
    return Math.min(Integer.parseInt(text), most);
  }

  Optional<Instant> time(String name) {
    return text(name)
        .map(text -> {
          try {
            return Instant.parse(text);
          } catch (DateTimeParseException noTime) {
            throw refused("Parameter " + name + " is no time such as 2026-03-01T12:00:00Z");
          }
        });
  }

  <E extends Enum<E>> Optional<E> choice(String name, Class<E> choices) {
    return text(name)
        .map(text ->
            Arrays.stream(choices.getEnumConstants())
                .filter(choice -> choice.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                    refused(
                        "Parameter "
                            + name
                            + " is none of "
                            + Arrays.toString(choices.getEnumConstants()))));
  }

  /** A member or subsystem, its parts percent-encoded once more where they have slashes. */
  Optional<ClientId> client(String name) {
    return text(name).map(ClientId::parseEncoded);
  }

  Optional<Digest> sha256(String name) {
    return text(name).map(ApiQuery::digest);
  }

  static Digest digest(String hex) {
    if (hex.length() != 2 * DigestAlgorithm.SHA256.length()
        || !hex.chars().allMatch(HexFormat::isHexDigit)) {
      throw refused("Expected a SHA-256 in hexadecimal digits");
    }
    return new Digest(DigestAlgorithm.SHA256, HexFormat.of().parseHex(hex));
  }

  static Fault refused(String text) {
    return new Fault(FaultCode.BAD_REQUEST, text);
  }
}
