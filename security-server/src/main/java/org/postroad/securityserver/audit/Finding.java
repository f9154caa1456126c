// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

import java.nio.file.Path;
import java.util.Optional;
import org.postroad.securityserver.journal.JournalPosition;
import org.postroad.securityserver.journal.Segment;

/**
 * One thing that is not as it should be.
 *
 * @param place where to look, if that can be said
 * @param text what was found and what was expected
 */
public record Finding(FindingKind kind, Subject subject, Optional<Place> place, String text) {

  /**
   * A byte of a file.
   *
   * @param file relative to the directory of the log
   */
  public record Place(String file, long offset) {

    /** A place in the journal. */
    static Place of(JournalPosition position) {
      return new Place(Segment.file(Path.of(""), position.segment()).toString(), position.offset());
    }

    @Override
    public String toString() {
      return offset == 0 ? file : file + " at " + offset;
    }
  }

  static Finding at(JournalPosition position, FindingKind kind, Subject subject, String text) {
    return new Finding(kind, subject, Optional.of(Place.of(position)), text);
  }

  static Finding in(String file, FindingKind kind, Subject subject, String text) {
    return new Finding(kind, subject, Optional.of(new Place(file, 0)), text);
  }

  static Finding of(FindingKind kind, Subject subject, String text) {
    return new Finding(kind, subject, Optional.empty(), text);
  }

  @Override
  public String toString() {
    return kind.label()
        + " "
        + subject
        + place.map(where -> " (" + where + ")").orElse("")
        + ": "
        + text;
  }
}
