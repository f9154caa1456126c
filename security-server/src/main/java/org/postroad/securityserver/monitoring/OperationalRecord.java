// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What is kept of one exchange for monitoring (G-001, G-002). A field has a text, a whole number or
 * a truth value, or is missing. It holds nothing of the messages but what stands in their headers.
 */
public final class OperationalRecord {
  private final Map<OperationalField, Object> values;

  private OperationalRecord(Map<OperationalField, Object> values) {
    this.values = values;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The text of a field; nothing if it is missing or of another kind. */
  public Optional<String> text(OperationalField field) {
    return Optional.ofNullable(values.get(field))
        .filter(String.class::isInstance)
        .map(String.class::cast);
  }

  /** The number of a field; nothing if it is missing or of another kind. */
  public Optional<Long> number(OperationalField field) {
    return Optional.ofNullable(values.get(field))
        .filter(Long.class::isInstance)
        .map(Long.class::cast);
  }

  /** Whether a field is there and true. */
  public boolean isTrue(OperationalField field) {
    return Boolean.TRUE.equals(values.get(field));
  }

  /** Every field that is there, in order; the value is a String, a Long or a Boolean. */
  void forEach(BiConsumer<OperationalField, Object> consumer) {
    values.forEach(consumer);
  }

  /** Sets fields one by one; what is missing is left out. */
  public static final class Builder {
    /** As long as a text may be for whoever reads records; fault texts may be longer. */
    private static final int LONGEST_TEXT = 255;

    private static final int LONGEST_FAULT_TEXT = 2048;

    private final Map<OperationalField, Object> values = new EnumMap<>(OperationalField.class);

    private Builder() {}

    public Builder text(OperationalField field, String value) {
      int longest = field == OperationalField.FAULT_STRING ? LONGEST_FAULT_TEXT : LONGEST_TEXT;
      values.put(field, value.length() > longest ? value.substring(0, longest) : value);
      return this;
    }

    public Builder text(OperationalField field, Optional<String> value) {
      value.ifPresent(present -> text(field, present));
      return this;
    }

    public Builder number(OperationalField field, long value) {
      values.put(field, value);
      return this;
    }

    public Builder truth(OperationalField field, boolean value) {
      values.put(field, value);
      return this;
    }

    public OperationalRecord build() {
      return new OperationalRecord(values);
    }
  }
}
