// SPDX-License-Identifier: MIT
package org.postroad.cli.takeover;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postroad.cli.takeover.Fate.Kind;
import org.postroad.cli.takeover.IniFile.Entry;
import org.postroad.protocol.token.RsaPadding;

/**
 * The hardware tokens of {@code devices.ini} as files for {@code keys/tokens} (C70, E74): one for
 * each slot that is named. The PIN of a token is looked for in a file of its own, so that no wrong
 * one is ever tried.
 *
 * @param files by their names
 */
public record Devices(List<Fate> fates, Map<String, String> files) {
  private static final String LIBRARY = "library";
  private static final String SLOTS = "slot_ids";
  private static final String ENABLED = "enabled";
  private static final Set<String> PADDING = Set.of("sign_mechanism", "rsa_sign_mechanism");
  private static final String PSS = "CKM_RSA_PKCS_PSS";

  /** Those of a server that has none. */
  public static final Devices NONE = new Devices(List.of(), Map.of());

  public Devices {
    fates = List.copyOf(fates);
    files = Map.copyOf(files);
  }

  /** Reads a file. */
  public static Devices parse(String name, String text) {
    Map<String, Map<String, Entry>> devices = new LinkedHashMap<>();
    for (Entry entry : IniFile.parse(name, text).entries()) {
      devices
          .computeIfAbsent(entry.section(), _ -> new LinkedHashMap<>())
          .putIfAbsent(entry.key(), entry);
    }
    List<Fate> fates = new ArrayList<>();
    Map<String, String> files = new LinkedHashMap<>();
    devices.forEach((device, entries) -> take(device, entries, fates, files));
    return new Devices(fates, files);
  }

  private static void take(
      String device, Map<String, Entry> entries, List<Fate> fates, Map<String, String> files) {
    boolean used = value(entries, ENABLED).map(word -> !word.equals("false")).orElse(true);
    List<String> slots = used ? slots(entries) : List.of();
    Optional<String> library = value(entries, LIBRARY);
    DeviceSwitches switches = DeviceSwitches.of(entries, padding(entries));
    if (library.isPresent() && device.matches("[\\w-]+")) {
      for (String slot : slots) {
        String name = slots.size() == 1 ? device : device + "-" + slot;
        files.put(name + ".properties", file(name, library.get(), slot, entries) + switches.text());
      }
    }
    for (Entry entry : entries.values()) {
      fates.add(fate(entry, used, !slots.isEmpty(), switches));
    }
    if (used && library.isPresent() && slots.isEmpty()) {
      String remark = "no slot is named: write keys/tokens/" + device + ".properties";
      entries.values().stream()
          .filter(entry -> entry.key().equals(LIBRARY))
          .forEach(entry -> fates.add(tell(entry, Kind.LOOK_AT, remark)));
    }
  }

  private static String file(String name, String library, String slot, Map<String, Entry> entries) {
    return """
    library = %s
    slot = %s
    rsa = %s
    pin-file = %s.pin
    """
        .formatted(library, slot, padding(entries).name().toLowerCase(Locale.ROOT), name);
  }

  private static RsaPadding padding(Map<String, Entry> entries) {
    return PADDING.stream().anyMatch(key -> value(entries, key).filter(PSS::equals).isPresent())
        ? RsaPadding.PSS
        : RsaPadding.PKCS1;
  }

  private static List<String> slots(Map<String, Entry> entries) {
    return value(entries, SLOTS).stream()
        .flatMap(all -> Arrays.stream(all.split(",", -1)))
        .map(String::strip)
        .flatMap(slot -> slot(slot).stream())
        .toList();
  }

  private static Optional<String> slot(String text) {
    try {
      return Optional.of(Long.decode(text).toString());
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static Fate fate(Entry entry, boolean used, boolean described, DeviceSwitches switches) {
    if (!used) {
      return tell(entry, Kind.NOT_NEEDED, "the device is switched off there");
    }
    return switch (entry.key().toLowerCase(Locale.ROOT)) {
      case ENABLED -> tell(entry, Kind.NOT_NEEDED, "a file says that there is a token");
      case LIBRARY, SLOTS ->
          described
              ? tell(entry, Kind.TRANSLATED, "put the PIN into its pin-file, for its owner alone")
              : tell(entry, Kind.LOOK_AT, "needs a library and slots by their numbers");
      case "sign_mechanism", "rsa_sign_mechanism" -> tell(entry, Kind.TRANSLATED, "rsa");
      case "ec_sign_mechanism" -> tell(entry, Kind.NOT_NEEDED, "CKM_ECDSA is the only one");
      case "library_cant_create_os_threads", "os_locking_ok" ->
          tell(entry, Kind.NOT_NEEDED, "libraries are asked to lock by themselves");
      case "sign_verify_pin" ->
          tell(entry, Kind.NOT_NEEDED, "somebody logs in once, not for each signature");
      case "token_id_format" ->
          tell(entry, Kind.NOT_NEEDED, "the name of its file is the id of a token");
      default ->
          DeviceSwitches.key(entry.key()).isPresent()
              ? switches.fate(entry)
              : tell(entry, Kind.UNKNOWN, "a parameter that is not known");
    };
  }

  private static Fate tell(Entry entry, Kind kind, String remark) {
    return new Fate(entry.name(), entry.value(), entry.place(), kind, "", remark);
  }

  private static Optional<String> value(Map<String, Entry> entries, String key) {
    return Optional.ofNullable(entries.get(key)).map(Entry::value).map(String::strip);
  }
}
