// SPDX-License-Identifier: MIT
package org.postroad.cli.registry.admin;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * The commands of the administration, which are added to {@code postroad registry}. Only those that
 * the arguments can mean are made, so that nothing else starts later for them.
 */
public final class Administration {

  /** In the order in which help lists them. */
  private enum Area {
    MEMBER("member", MemberNouns::member),
    SUBSYSTEM("subsystem", MemberNouns::subsystem),
    CLIENT("client", MemberNouns::client),
    SERVER("server", ServerNouns::noun),
    REQUEST("request", RequestNouns::noun),
    GROUP("group", GroupNouns::group),
    CLASS("class", GroupNouns::memberClass);

    private final String command;
    private final Supplier<Noun> noun;

    Area(String command, Supplier<Noun> noun) {
      this.command = command;
      this.noun = noun;
    }
  }

  private Administration() {}

  /** Adds the commands that the arguments can mean, of which the first names one. */
  public static void addTo(CommandLine registry, List<String> arguments) {
    addTo(registry, arguments, Person.atTerminal());
  }

  static void addTo(CommandLine registry, List<String> arguments, Person person) {
    VerbSpec specs = new VerbSpec(person);
    boolean another =
        !arguments.isEmpty() && registry.getSubcommands().containsKey(arguments.getFirst());
    if (!another) {
      named(arguments)
          .forEach(noun -> registry.addSubcommand(noun.name(), new CommandLine(specs.of(noun))));
    }
  }

  /** Everything there is, for whoever wants to know it all. */
  static List<Noun> nouns() {
    return named(List.of());
  }

  private static List<Noun> named(List<String> arguments) {
    List<Area> named =
        Arrays.stream(Area.values())
            .filter(area -> !arguments.isEmpty() && area.command.equals(arguments.getFirst()))
            .toList();
    List<Area> meant = named.isEmpty() ? List.of(Area.values()) : named;
    return meant.stream().map(area -> area.noun.get()).toList();
  }
}
