// SPDX-License-Identifier: MIT
package org.postroad.cli.doctor;

import com.google.errorprone.annotations.Immutable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** What a doctor finds in a world of which some things are otherwise than they are. */
public final class Examined {
  private Examined() {}

  /** One finding; the level stands before the check. */
  @Immutable
  public record Found(String check, String cause, String side, String next) {}

  /**
   * Every finding, the worst first.
   *
   * @param unheard the type of what nobody outside takes; empty where all is taken
   */
  public static List<Found> with(Path file, Clock clock, long usableBytes, String unheard) {
    World real = World.real();
    World world =
        new World(
            clock,
            real.fetch(),
            (url, type, body, limit) -> {
              if (type.equals(unheard)) {
                throw new IOException("refused");
              }
              return real.post().post(url, type, body, limit);
            },
            _ -> usableBytes,
            real.ports(),
            real.connect(),
            real.database(),
            real.times());
    return new Examination(world)
        .run(file, Map.of()).stream()
            .map(found ->
                new Found(
                    found.level() + " " + found.check(), found.cause(), found.side(), found.next()))
            .toList();
  }
}
