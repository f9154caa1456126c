// SPDX-License-Identifier: MIT
package org.postroad.cli.doctor;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** What a doctor finds in a world of which some things are otherwise than they are. */
public final class Examined {
  private Examined() {}

  /** Every finding as {@code level check: cause}, the worst first. */
  public static List<String> with(Path file, Clock clock, long usableBytes) {
    World real = World.real();
    World world =
        new World(
            clock,
            real.fetch(),
            real.post(),
            _ -> usableBytes,
            real.ports(),
            real.connect(),
            real.database());
    return new Examination(world).run(file, Map.of()).stream().map(Examined::text).toList();
  }

  static String text(Finding finding) {
    return finding.level() + " " + finding.check() + ": " + finding.cause();
  }
}
