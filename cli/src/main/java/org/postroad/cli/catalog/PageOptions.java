// SPDX-License-Identifier: MIT
package org.postroad.cli.catalog;

import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Which piece of a list is wanted. */
final class PageOptions {
  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many at most, up to 1000 (${DEFAULT-VALUE}).")
  private int limit = 100;

  @Option(
      names = "--offset",
      paramLabel = "N",
      description = "How many to leave out before (${DEFAULT-VALUE}).")
  private int offset = 0;

  /** As parameters, beside others. */
  Map<String, String> and(Map<String, String> parameters) {
    var all = new TreeMap<>(parameters);
    all.put("limit", Integer.toString(limit));
    all.put("offset", Integer.toString(offset));
    return all;
  }
}
