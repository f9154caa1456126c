// SPDX-License-Identifier: MIT
package org.postroad.cli.registry.admin;

import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * The commands of the administration, which are added to {@code postroad registry}. Only those that
 * the arguments can mean are made, so that nothing else starts later for them.
 */
public final class AdministrationCommands {

  /** A declaration, made when it is meant. */
  private record Area(String command, Supplier<Entry> entry) {}

  private AdministrationCommands() {}

  /** In the order in which help lists them. */
  private static List<Area> areas() {
    return List.of(
        new Area("member", MemberNouns::member),
        new Area("subsystem", MemberNouns::subsystem),
        new Area("client", MemberNouns::client),
        new Area("server", ServerNouns::noun),
        new Area("request", RequestNouns::noun),
        new Area("group", GroupNouns::group),
        new Area("class", GroupNouns::memberClass),
        new Area("authority", TrustNouns::authority),
        new Area("timestamping", TimestampingNoun::noun),
        new Area("source", SourceNouns::noun),
        new Area("part", SourceNouns::part),
        new Area("key", SourceNouns::key),
        new Area("token", SourceNouns::token),
        new Area("partner", SystemNouns::partner),
        new Area("node", SystemNouns::node),
        new Area("alert", SystemNouns::alert),
        new Area("history", HistoryVerb::verb),
        new Area("parameter", SystemNouns::parameter),
        new Area("management", SystemNouns::management),
        new Area("address", SystemNouns::address),
        new Area("backup", RecordNouns::backup),
        new Area("apikey", RecordNouns::apikey));
  }

  /** Adds the commands that the arguments can mean, of which the first names one. */
  public static void addTo(CommandLine registry, List<String> arguments) {
    addTo(registry, arguments, Outside.real());
  }

  static void addTo(CommandLine registry, List<String> arguments, Outside outside) {
    boolean another =
        !arguments.isEmpty() && registry.getSubcommands().containsKey(arguments.getFirst());
    if (!another) {
      VerbSpec specs = new VerbSpec(outside);
      if (arguments.isEmpty() || !isNamed(arguments.getFirst())) {
        registry.addSubcommand(StatusCommand.NAME, StatusCommand.spec(outside));
      }
      for (Area area : named(arguments)) {
        registry.addSubcommand(area.command, specs.of(area.entry.get()));
      }
    }
  }

  /** Everything that is declared. */
  static List<Entry> entries() {
    return areas().stream().map(area -> area.entry.get()).toList();
  }

  private static boolean isNamed(String argument) {
    return areas().stream().anyMatch(area -> area.command.equals(argument));
  }

  private static List<Area> named(List<String> arguments) {
    return arguments.isEmpty() || !isNamed(arguments.getFirst())
        ? areas()
        : areas().stream().filter(area -> area.command.equals(arguments.getFirst())).toList();
  }
}
