// SPDX-License-Identifier: MIT

package org.postroad.registry.history;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Records by what they are and are known by, each with fields of any number of values. */
final class FieldTable {
  private final Map<Key, Fields> records = new LinkedHashMap<>();

  /** What tells a record from all others. */
  record Key(String kind, String record) {}

  /** The fields of one record; every record has its own name as one. */
  static final class Fields {
    private final Map<String, Set<String>> values = new LinkedHashMap<>();

    Fields set(String field, String value) {
      return setAll(field, Stream.of(value));
    }

    Fields set(String field, Optional<String> value) {
      return setAll(field, value.stream());
    }

    Fields setAll(String field, Stream<String> all) {
      all.forEach(value -> values.computeIfAbsent(field, f -> new LinkedHashSet<>()).add(value));
      return this;
    }

    Map<String, Set<String>> values() {
      return values;
    }
  }

  Fields record(String kind, String name) {
    return records.computeIfAbsent(
        new Key(kind, name), key -> new Fields().set("id", key.record()));
  }

  void addAll(FieldTable other) {
    records.putAll(other.records);
  }

  Map<Key, Fields> records() {
    return records;
  }
}
