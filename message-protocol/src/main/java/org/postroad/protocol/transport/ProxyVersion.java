// SPDX-License-Identifier: MIT
package org.postroad.protocol.transport;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version a security server tells others in {@link TransportHeaders#PROXY_VERSION}, a semantic
 * version such as {@code 7.8.1} or {@code 7.8.1-SNAPSHOT-20250101-abcdef} (C-031).
 *
 * @param preRelease what follows the hyphen; empty for a release, which comes after it
 */
public record ProxyVersion(int major, int minor, int patch, String preRelease)
    implements Comparable<ProxyVersion> {

  /** The version whose protocol is spoken here. */
  public static final ProxyVersion SPOKEN = new ProxyVersion(7, 8, 1, "");

  private static final Comparator<ProxyVersion> ORDER =
      Comparator.comparingInt(ProxyVersion::major)
          .thenComparingInt(ProxyVersion::minor)
          .thenComparingInt(ProxyVersion::patch)
          .thenComparing(version -> version.preRelease().isEmpty())
          .thenComparing(ProxyVersion::preRelease);

  private static final String NUMBER = "(0|[1-9][0-9]{0,8})";
  private static final String IDENTIFIERS = "([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)";
  private static final Pattern FORM =
      Pattern.compile(
          NUMBER
              + "\\."
              + NUMBER
              + "\\."
              + NUMBER
              + "(?:-"
              + IDENTIFIERS
              + ")?(?:\\+"
              + IDENTIFIERS
              + ")?");
  private static final int MOST_CHARACTERS = 128;

  /** Empty for what is no semantic version; what follows a plus sign takes no part. */
  public static Optional<ProxyVersion> parse(String text) {
    if (text.length() > MOST_CHARACTERS) {
      return Optional.empty();
    }
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new ProxyVersion(
            Integer.parseInt(form.group(1)),
            Integer.parseInt(form.group(2)),
            Integer.parseInt(form.group(3)),
            Optional.ofNullable(form.group(4)).orElse("")));
  }

  /** As it is sent. */
  public String text() {
    return major + "." + minor + "." + patch + (preRelease.isEmpty() ? "" : "-" + preRelease);
  }

  @Override
  public int compareTo(ProxyVersion other) {
    return ORDER.compare(this, other);
  }
}
