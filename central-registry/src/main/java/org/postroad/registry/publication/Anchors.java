// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.ConfigurationAnchor.Source;

/** The anchors a registry hands out: where a directory is and every key it may be signed with. */
public final class Anchors {
  private static final DateTimeFormatter FILE_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd_HH_mm_ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Anchors() {}

  /**
   * The anchor of one directory, with active and inactive keys: every node over HTTP, then those
   * that have their standard ports over HTTPS too (A05, A108).
   */
  public static ConfigurationAnchor of(
      RegistrySnapshot snapshot,
      ConfigurationSource source,
      PublicationSettings settings,
      Instant now) {
    List<Source> plain = new ArrayList<>();
    List<Source> secure = new ArrayList<>();
    for (RegistryNode node : snapshot.nodes()) {
      Optional<String> address = settings.addressOf(node).filter(known -> node.canPublish());
      address.ifPresent(known -> {
        String place = "://" + known + "/" + source.directoryName();
        var certificates = node.keys(source).certificates();
        plain.add(new Source("http" + place, certificates));
        if (hasStandardPort(known)) {
          secure.add(new Source("https" + place, certificates));
        }
      });
    }
    plain.addAll(secure);
    return new ConfigurationAnchor(Optional.of(now), snapshot.membership().instance(), plain);
  }

  /** What an anchor is called when somebody downloads it (A07). */
  public static String fileName(ConfigurationAnchor anchor, ConfigurationSource source) {
    return "configuration_anchor_"
        + anchor.instance()
        + "_"
        + source.word()
        + "_UTC_"
        + FILE_TIME.format(anchor.generatedAt().orElse(Instant.EPOCH))
        + ".xml";
  }

  private static boolean hasStandardPort(String address) {
    return address.endsWith("]") || address.indexOf(':') < 0;
  }
}
