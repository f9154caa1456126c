// SPDX-License-Identifier: MIT

package org.postroad.protocol.mime;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * Header fields in their order, repeats and letter case kept, found by name ignoring case.
 * Immutable.
 */
public final class Headers implements Iterable<Header> {
  public static final Headers EMPTY = new Headers(List.of());

  private final List<Header> list;

  /** The same; look-ups are many, and an array is walked through faster. */
  private final Header[] fields;

  private Headers(List<Header> list) {
    this.list = list;
    this.fields = list.toArray(Header[]::new);
  }

  public static Headers of(List<Header> headers) {
    return new Headers(List.copyOf(headers));
  }

  /** {@code of("Content-Type", "text/plain")}. */
  public static Headers of(String name, String value) {
    return new Headers(List.of(new Header(name, value)));
  }

  public static Builder builder() {
    return new Builder();
  }

  public List<Header> list() {
    return list;
  }

  @Override
  public Iterator<Header> iterator() {
    return list.iterator();
  }

  public Stream<Header> stream() {
    return list.stream();
  }

  public boolean isEmpty() {
    return list.isEmpty();
  }

  public boolean has(String name) {
    for (Header header : fields) {
      if (header.is(name)) {
        return true;
      }
    }
    return false;
  }

  public Optional<String> first(String name) {
    for (Header header : fields) {
      if (header.is(name)) {
        return Optional.of(header.value());
      }
    }
    return Optional.empty();
  }

  public List<String> all(String name) {
    List<String> values = List.of();
    for (Header header : fields) {
      if (header.is(name)) {
        values = values.isEmpty() ? new ArrayList<>(2) : values;
        values.add(header.value());
      }
    }
    return Collections.unmodifiableList(values);
  }

  /**
   * The value of a field that must not be repeated, since readers differ in which one they take.
   */
  public Optional<String> single(String name) {
    List<String> values = all(name);
    if (values.size() > 1) {
      throw new Fault(
          FaultCode.BAD_REQUEST, "Header '%s' is there %d times".formatted(name, values.size()));
    }
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
  }

  /** With one more field at the end. */
  public Headers with(String name, String value) {
    return builder().addAll(this).add(name, value).build();
  }

  /** Without the fields of these names, which are given in lower case. */
  public Headers without(Set<String> lowerCaseNames) {
    return where(header -> !lowerCaseNames.contains(header.name().toLowerCase(Locale.ROOT)));
  }

  public Headers where(Predicate<Header> condition) {
    List<Header> kept = new ArrayList<>(list.size());
    for (Header header : fields) {
      if (condition.test(header)) {
        kept.add(header);
      }
    }
    return Headers.of(kept);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Headers headers && list.equals(headers.list);
  }

  @Override
  public int hashCode() {
    return list.hashCode();
  }

  @Override
  public String toString() {
    return list.toString();
  }

  /** Collects fields in order. */
  public static final class Builder {
    private final List<Header> list = new ArrayList<>();

    private Builder() {}

    public Builder add(String name, String value) {
      list.add(new Header(name, value));
      return this;
    }

    public Builder add(Header header) {
      list.add(header);
      return this;
    }

    public Builder addAll(Headers headers) {
      list.addAll(headers.list);
      return this;
    }

    public Headers build() {
      return Headers.of(list);
    }
  }
}
