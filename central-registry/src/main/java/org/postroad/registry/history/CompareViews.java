// SPDX-License-Identifier: MIT

package org.postroad.registry.history;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postroad.registry.history.FieldChange.Operation;

/**
 * Stage: what is different between two moments, field by field. Of long lists only the part between
 * what both begin and end with is looked at, for one change touches few records.
 */
final class CompareViews {
  private final Accepted accepted;
  private final List<FieldChange> changes = new ArrayList<>();

  private CompareViews(Accepted accepted) {
    this.accepted = accepted;
  }

  static List<FieldChange> apply(RegistryView before, RegistryView after, Accepted accepted) {
    var comparison = new CompareViews(accepted);
    var old = new FieldTable();
    var now = new FieldTable();
    List<List<?>> left = before.records();
    List<List<?>> right = after.records();
    for (int i = 0; i < left.size(); i++) {
      collect(left.get(i), right.get(i), old, now);
    }
    comparison.compare(old.records(), now.records());
    return comparison.changes;
  }

  private static void collect(List<?> before, List<?> after, FieldTable old, FieldTable now) {
    int shorter = Math.min(before.size(), after.size());
    int same = 0;
    while (same < shorter && before.get(same).equals(after.get(same))) {
      same++;
    }
    int end = 0;
    while (end < shorter - same
        && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
      end++;
    }
    before.subList(same, before.size() - end).forEach(each -> old.addAll(RecordFields.of(each)));
    after.subList(same, after.size() - end).forEach(each -> now.addAll(RecordFields.of(each)));
  }

  private void compare(
      Map<FieldTable.Key, FieldTable.Fields> before, Map<FieldTable.Key, FieldTable.Fields> after) {
    Set<FieldTable.Key> keys = new LinkedHashSet<>(before.keySet());
    keys.addAll(after.keySet());
    for (FieldTable.Key key : keys) {
      Operation operation =
          !before.containsKey(key)
              ? Operation.INSERT
              : after.containsKey(key) ? Operation.UPDATE : Operation.DELETE;
      compare(
          key,
          operation,
          Optional.ofNullable(before.get(key)).map(FieldTable.Fields::values).orElse(Map.of()),
          Optional.ofNullable(after.get(key)).map(FieldTable.Fields::values).orElse(Map.of()));
    }
  }

  private void compare(
      FieldTable.Key key,
      Operation operation,
      Map<String, Set<String>> before,
      Map<String, Set<String>> after) {
    Set<String> fields = new LinkedHashSet<>(before.keySet());
    fields.addAll(after.keySet());
    for (String field : fields) {
      Set<String> gone = new LinkedHashSet<>(before.getOrDefault(field, Set.of()));
      Set<String> come = new LinkedHashSet<>(after.getOrDefault(field, Set.of()));
      Set<String> both = new LinkedHashSet<>(gone);
      both.retainAll(come);
      gone.removeAll(both);
      come.removeAll(both);
      if (gone.size() == 1 && come.size() == 1) {
        add(key, operation, field, gone.stream().findFirst(), come.stream().findFirst());
      } else {
        gone.forEach(value -> add(key, operation, field, Optional.of(value), Optional.empty()));
        come.forEach(value -> add(key, operation, field, Optional.empty(), Optional.of(value)));
      }
    }
  }

  private void add(
      FieldTable.Key key,
      Operation operation,
      String field,
      Optional<String> before,
      Optional<String> after) {
    changes.add(
        new FieldChange(
            accepted.entry(),
            accepted.time(),
            accepted.who(),
            accepted.why(),
            operation,
            key.kind(),
            key.record(),
            field,
            before,
            after));
  }
}
