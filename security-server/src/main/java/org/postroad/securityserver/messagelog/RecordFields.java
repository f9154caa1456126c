// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;

/** The members of a record's head that everybody wants, see {@link RecordHeadJson}. */
final class RecordFields {
  /** The names of constants in small letters. */
  private static final Map<Enum<?>, String> SPELLED =
      Stream.<Enum<?>[]>of(Side.values(), Kind.values(), Outcome.values(), DigestAlgorithm.values())
          .flatMap(Arrays::stream)
          .collect(
              Collectors.toUnmodifiableMap(
                  Function.identity(), constant -> constant.name().toLowerCase(Locale.ROOT)));

  private static final Map<String, Side> SIDES = byText(Side.values());
  private static final Map<String, Kind> KINDS = byText(Kind.values());
  private static final Map<String, Outcome> OUTCOMES = byText(Outcome.values());

  private RecordFields() {}

  /** The name of a constant as a head has it. */
  static String print(Enum<?> constant) {
    return SPELLED.getOrDefault(constant, "");
  }

  /** The parts of a client before its subsystem, between which a service has its own. */
  private record Owner(String instance, String memberClass, String memberCode) {
    static Owner read(JsonReader in) throws IOException {
      return new Owner(text(in, "instance"), text(in, "memberClass"), text(in, "memberCode"));
    }

    ClientId with(Optional<String> subsystemCode) {
      return ClientId.of(instance, memberClass, memberCode, subsystemCode);
    }
  }

  static ClientId client(JsonReader in) throws IOException {
    in.member("client");
    in.begin();
    Owner caller = Owner.read(in);
    ClientId client = caller.with(in.option("subsystemCode", JsonReader::text));
    in.end();
    return client;
  }

  static ServiceId service(JsonReader in) throws IOException {
    in.member("service");
    in.begin();
    Owner owner = Owner.read(in);
    String code = text(in, "serviceCode");
    Optional<String> version = in.option("serviceVersion", JsonReader::text);
    ClientId client = owner.with(in.option("subsystemCode", JsonReader::text));
    in.end();
    return new ServiceId(client, code, version);
  }

  static Instant time(JsonReader in) throws IOException {
    return RecordTime.parse(text(in, "time"));
  }

  static String text(JsonReader in, String name) throws IOException {
    in.member(name);
    return in.text();
  }

  static <E extends Enum<E>> Map<String, E> byText(E[] values) {
    return Arrays.stream(values)
        .collect(Collectors.toUnmodifiableMap(RecordFields::print, Function.identity()));
  }

  static Side side(JsonReader in) throws IOException {
    in.member("side");
    return one(in, SIDES);
  }

  static Kind kind(JsonReader in) throws IOException {
    in.member("kind");
    return one(in, KINDS);
  }

  static Optional<Outcome> outcome(JsonReader in) throws IOException {
    return in.option("outcome", value -> one(value, OUTCOMES));
  }

  private static <E> E one(JsonReader in, Map<String, E> values) throws IOException {
    E value = values.get(in.text());
    if (value == null) {
      throw in.unexpected("one of " + new TreeSet<>(values.keySet()));
    }
    return value;
  }
}
