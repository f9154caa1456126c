// SPDX-License-Identifier: MIT
package org.postroad.cli.registry.admin;

import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands of the administration, which are added to {@code postroad registry}. Only those that
 * the arguments can mean are made, so that nothing else starts later for them.
 */
public final class Administration {

  /** One command with all that is below it, made when it is meant. */
  private record Area(String command, Function<VerbSpec, CommandSpec> spec) {
    static Area of(String command, Supplier<Noun> noun) {
      return new Area(command, specs -> specs.of(noun.get()));
    }
  }

  private Administration() {}

  /** In the order in which help lists them. */
  private static List<Area> areas() {
    return List.of(
        new Area(StatusCommand.NAME, _ -> StatusCommand.spec(Clock.systemUTC())),
        Area.of("member", MemberNouns::member),
        Area.of("subsystem", MemberNouns::subsystem),
        Area.of("client", MemberNouns::client),
        Area.of("server", ServerNouns::noun),
        Area.of("request", RequestNouns::noun),
        Area.of("group", GroupNouns::group),
        Area.of("class", GroupNouns::memberClass),
        Area.of("authority", TrustNouns::authority),
        Area.of("timestamping", TimestampingNoun::noun),
        Area.of("source", SourceNouns::noun),
        Area.of("part", SourceNouns::part),
        Area.of("key", SourceNouns::key),
        Area.of("token", SourceNouns::token),
        Area.of("partner", SystemNouns::partner),
        Area.of("node", SystemNouns::node),
        Area.of("management", SystemNouns::management),
        Area.of("address", SystemNouns::address),
        Area.of("backup", RecordNouns::backup),
        Area.of("apikey", RecordNouns::apikey));
  }

  /** Adds the commands that the arguments can mean, of which the first names one. */
  public static void addTo(CommandLine registry, List<String> arguments) {
    addTo(registry, arguments, Person.atTerminal());
  }

  static void addTo(CommandLine registry, List<String> arguments, Person person) {
    boolean another =
        !arguments.isEmpty() && registry.getSubcommands().containsKey(arguments.getFirst());
    if (!another) {
      VerbSpec specs = new VerbSpec(person);
      for (Area area : named(arguments)) {
        registry.addSubcommand(area.command, new CommandLine(area.spec.apply(specs)));
      }
    }
  }

  private static List<Area> named(List<String> arguments) {
    List<Area> named =
        areas().stream()
            .filter(area -> !arguments.isEmpty() && area.command.equals(arguments.getFirst()))
            .toList();
    return named.isEmpty() ? areas() : named;
  }
}
