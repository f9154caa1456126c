// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import java.nio.file.Path;
import java.time.Clock;

/**
 * A process that saves version after version until it is killed, each with its number as the
 * reason: {@code DIRECTORY}. A line with the number tells that a version was saved.
 */
final class SavedUntilKilled {
  private SavedUntilKilled() {}

  public static void main(String[] arguments) {
    try (ServerConfigurationStore store =
        ServerConfigurationStore.open(Path.of(arguments[0]), Clock.systemUTC())) {
      long known = store.newest().map(ServerConfigurationStore.Version::number).orElse(0L);
      while (true) {
        String why = String.valueOf(known + 1);
        known = store.save(known, Fixtures.server(), "child", why).number();
        System.out.print(known + ".\n");
        System.out.flush();
      }
    }
  }
}
