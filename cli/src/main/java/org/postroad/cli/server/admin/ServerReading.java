// SPDX-License-Identifier: MIT
package org.postroad.cli.server.admin;

import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.postroad.cli.administration.ApiRequest;
import org.postroad.cli.administration.Lookup;
import org.postroad.cli.administration.Reading;
import org.postroad.cli.administration.Session;
import org.postroad.cli.administration.Values;
import org.postroad.cli.output.Suggestions;
import tools.jackson.databind.JsonNode;

/** What only a security server makes of a typed value. */
final class ServerReading {
  private static final int SUBSYSTEM = 4;
  private static final int SERVICE = 5;
  private static final int VERSIONED = 6;

  private ServerReading() {}

  /** A member or subsystem that is a client of this server. */
  static Reading client() {
    return suggesting(
        Reading.client(), (_, session) -> stream(session, "/clients").map(each -> id(each)));
  }

  /** A client that is to be one, so of the server's own instance. */
  static Reading newClient() {
    return (typed, session) -> {
      String read = Reading.client().read(typed, session);
      String own =
          stream(session, "/security-servers?current_server=true")
              .map(server -> Values.text(server, "instance_id"))
              .findFirst()
              .orElse("");
      if (!own.equals(read.substring(0, read.indexOf(':')))) {
        throw new IllegalArgumentException(
            "'" + typed + "' is of another instance than this server, which is of " + own);
      }
      return read;
    };
  }

  /** {@code NAT:GOV:1:People:getPerson}, with {@code :v1} where it has a version. */
  static Reading service() {
    Reading identifier =
        Reading.identifier("service", "NAT:GOV:1:People:getPerson:v1", SERVICE, VERSIONED);
    return suggesting(
        (typed, session) -> {
          String colons = identifier.read(typed, session);
          int last = colons.lastIndexOf(':');
          return colons.split(":", -1).length == VERSIONED
              ? colons.substring(0, last) + "." + colons.substring(last + 1)
              : colons;
        },
        (typed, session) -> {
          String[] parts = typed.replace('/', ':').split(":", -1);
          String owner = String.join(":", Stream.of(parts).limit(SUBSYSTEM).toArray(String[]::new));
          return stream(session, "/clients/" + owner + "/service-descriptions")
              .flatMap(description ->
                  StreamSupport.stream(description.path("services").spliterator(), false))
              .map(ServerReading::id);
        });
  }

  /** The side of an exchange that this server was on, in the words of the records. */
  static Reading side() {
    return (typed, _) ->
        switch (typed) {
          case "consumer" -> "Client";
          case "provider" -> "Producer";
          default ->
              throw new IllegalArgumentException("'" + typed + "' is none of consumer, provider");
        };
  }

  /**
   * Who may have rights: a subsystem, a global group as {@code NAT:all}, or by its code a group of
   * the client that offers the services.
   */
  static Reading subject() {
    Reading group = group();
    return (typed, session) -> {
      String colons = typed.replace('/', ':');
      int parts = colons.split(":", -1).length;
      return switch (parts) {
        case 1 -> group.read(typed, session);
        case 2 -> colons;
        default -> Reading.subsystem().read(typed, session);
      };
    };
  }

  /** A group of the client that was typed before. */
  static Reading group() {
    return Lookup.of("groups of this client", "/clients/{client}/local-groups", "id", "code");
  }

  /** A description of the client that was typed before. */
  static Reading description() {
    return Lookup.of(
        "descriptions of this client", "/clients/{client}/service-descriptions", "id", "url");
  }

  /** An endpoint of the service that was typed before, as {@code GET /people}. */
  static Reading endpoint() {
    return Lookup.of("endpoints of this service", "/services/{service}", "id")
        .in(service -> service.path("endpoints"))
        .named(endpoint -> Values.text(endpoint, "method") + " " + Values.text(endpoint, "path"));
  }

  /** A time-stamping service of this list, its address and its name. */
  static Reading timestamping(String list) {
    Reading address = Lookup.of("time-stamping services", list, "url", "name");
    return (typed, session) -> {
      String url = address.read(typed, session);
      String name =
          stream(session, list)
              .filter(service -> Values.text(service, "url").equals(url))
              .map(service -> Values.text(service, "name"))
              .findFirst()
              .orElse(url);
      return url + " " + name;
    };
  }

  /** A method and a path. */
  static Reading methodAndPath() {
    return (typed, _) -> {
      if (!typed.matches("[A-Za-z*]+ /\\S*")) {
        throw new IllegalArgumentException("'" + typed + "' is no endpoint like 'GET /people'");
      }
      return typed;
    };
  }

  /** Everything that can have been meant. */
  @FunctionalInterface
  private interface Known {
    Stream<String> at(String typed, Session session);
  }

  private static Reading suggesting(Reading reading, Known known) {
    return new Reading() {
      @Override
      public String read(String typed, Session session) {
        return reading.read(typed, session);
      }

      @Override
      public Optional<String> closest(String typed, Session session) {
        return Suggestions.closest(typed, known.at(typed, session).toList());
      }
    };
  }

  private static Stream<JsonNode> stream(Session session, String path) {
    return StreamSupport.stream(
        session.api().send(ApiRequest.get(path)).json().spliterator(), false);
  }

  private static String id(JsonNode entry) {
    return Values.text(entry, "id");
  }
}
