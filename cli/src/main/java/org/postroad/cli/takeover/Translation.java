// SPDX-License-Identifier: MIT
package org.postroad.cli.takeover;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.postroad.cli.takeover.Fate.Kind;
import org.postroad.cli.takeover.IniFile.Entry;
import org.postroad.cli.takeover.Parameter.If;
import org.postroad.cli.takeover.Parameter.Kept;
import org.postroad.cli.takeover.Parameter.Like;
import org.postroad.cli.takeover.Parameter.LookAt;
import org.postroad.cli.takeover.Parameter.NotNeeded;
import org.postroad.cli.takeover.Parameter.Only;

/**
 * The settings of a server of the reference implementation in the keys of {@code server.yaml}.
 *
 * @param fates of every parameter that its files say
 * @param keys that shall not have their defaults
 */
public record Translation(List<Fate> fates, Map<String, String> keys) {

  /** What holds there if no file says anything, and is not what holds here. */
  private static final Map<String, String> PRESETS =
      Map.of("proxy.client-http-port", "80", "proxy.client-https-port", "443");

  public Translation {
    fates = List.copyOf(fates);
    keys = Map.copyOf(keys);
  }

  /** Translates all that a folder says. */
  public static Translation of(ReferenceFolder folder) {
    var translator = new Translator(folder, ParameterTable.read());
    folder.parameters().forEach(translator::translate);
    PRESETS.entrySet().stream()
        .filter(preset -> folder.value(preset.getKey()).isEmpty())
        .map(preset -> preset(preset.getKey(), preset.getValue()))
        .sorted((one, other) -> one.name().compareTo(other.name()))
        .forEach(translator::translate);
    return new Translation(translator.fates, translator.keys);
  }

  private static Entry preset(String name, String value) {
    int dot = name.indexOf('.');
    return new Entry(name.substring(0, dot), name.substring(dot + 1), value, "its default there");
  }

  private static final class Translator {
    private final ReferenceFolder folder;
    private final ParameterTable table;
    private final List<Fate> fates = new ArrayList<>();
    private final Map<String, String> keys = new LinkedHashMap<>();

    Translator(ReferenceFolder folder, ParameterTable table) {
      this.folder = folder;
      this.table = table;
    }

    void translate(Entry entry) {
      Optional<Parameter> known = table.named(entry.name());
      if (known.isEmpty()) {
        tell(entry, Kind.UNKNOWN, "", "a parameter that is not known: was it ever in force?");
        return;
      }
      switch (known.get().treatment()) {
        case NotNeeded(String why) -> tell(entry, Kind.NOT_NEEDED, "", why);
        case LookAt(String why) -> tell(entry, Kind.LOOK_AT, "", why);
        case Kept kept -> keep(entry, kept);
        case Only(String value, String otherwise) -> compare(entry, value, otherwise);
        case Like(String other, String preset, String otherwise) ->
            compare(entry, folder.value(other).orElse(preset), otherwise);
        case If(String other, String value, String preset, Kept kept) -> {
          if (folder.value(other).orElse(preset).equals(value)) {
            keep(entry, kept);
          } else {
            tell(entry, Kind.NOT_NEEDED, "", "counts only while " + other + " is " + value);
          }
        }
      }
    }

    private void compare(Entry entry, String value, String otherwise) {
      boolean same = entry.value().equals(value);
      tell(entry, same ? Kind.NOT_NEEDED : Kind.LOOK_AT, "", same ? "the same as here" : otherwise);
    }

    private void keep(Entry entry, Kept kept) {
      String all = String.join(", ", kept.keys());
      if (entry.value().isEmpty()) {
        tell(entry, Kind.NOT_NEEDED, all, "says nothing, and the default holds");
        return;
      }
      Optional<String> value = kept.conversion().apply(entry.value());
      if (value.isEmpty()) {
        tell(entry, Kind.LOOK_AT, all, "the value cannot be meant here; the default holds");
        return;
      }
      kept.keys().forEach(key -> keys.put(key, value.get()));
      tell(entry, Kind.TRANSLATED, all, value.get());
    }

    private void tell(Entry entry, Kind kind, String key, String remark) {
      String name = entry.key().toLowerCase(Locale.ROOT);
      boolean secret = name.contains("password") || name.contains("pin");
      String shown = secret && !name.contains("policy") ? "(a secret)" : entry.value();
      fates.add(new Fate(entry.name(), shown, entry.place(), kind, key, remark));
    }
  }
}
