// SPDX-License-Identifier: MIT
package org.postroad.securityserver.declaration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postroad.securityserver.conf.FieldChange;

/**
 * The way from what a server is to what its tree says.
 *
 * @param changes made in one version
 * @param removals of what the tree does not name; made together with the changes, and only when
 *     somebody asks for it
 * @param warnings what somebody should know before
 * @param steps that others take part in, in the order in which they are taken
 */
public record Plan(
    List<Change> changes, List<Change> removals, List<Warning> warnings, List<Step> steps) {

  /** What becomes of one record, such as a client or a right. */
  public record Change(
      FieldChange.Operation operation, FieldChange.Kind kind, String record, List<Field> fields) {
    public Change {
      fields = List.copyOf(fields);
    }

    /** Fields of one record stand together. */
    static List<Change> of(List<FieldChange> all) {
      List<Change> changes = new ArrayList<>();
      for (int from = 0; from < all.size(); ) {
        FieldChange first = all.get(from);
        List<Field> fields = new ArrayList<>();
        int to = from;
        while (to < all.size() && isSame(first, all.get(to))) {
          FieldChange each = all.get(to++);
          fields.add(new Field(each.field(), each.before(), each.after()));
        }
        changes.add(new Change(first.operation(), first.kind(), first.record(), fields));
        from = to;
      }
      return List.copyOf(changes);
    }

    private static boolean isSame(FieldChange one, FieldChange other) {
      return one.kind() == other.kind() && one.record().equals(other.record());
    }
  }

  /** What a field was and will be. */
  public record Field(String name, Optional<String> before, Optional<String> after) {}

  /** Something a change does beside what it is meant for. */
  public record Warning(String code, List<String> about) {
    public Warning {
      about = List.copyOf(about);
    }
  }

  public Plan {
    changes = List.copyOf(changes);
    removals = List.copyOf(removals);
    warnings = List.copyOf(warnings);
    steps = List.copyOf(steps);
  }
}
