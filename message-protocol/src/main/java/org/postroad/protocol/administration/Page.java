// SPDX-License-Identifier: MIT

package org.postroad.protocol.administration;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which part of a list is wanted, and in which order.
 *
 * @param sort one of the keys of the list
 * @param offset in pages
 */
public record Page(Optional<String> sort, boolean desc, int limit, int offset) {
  private static final int MOST = 1000;

  /** A part of a list and where it lies. */
  public record Part<T>(List<T> items, Metadata pagingMetadata) {}

  /** Where a part lies in the whole. */
  public record Metadata(int totalItems, int items, int limit, int offset) {}

  /** As the parameters of a query give it. */
  public static final class Query {
    @QueryParam("sort")
    @DefaultValue("")
    private String sort = "";

    @QueryParam("desc")
    private boolean desc;

    @QueryParam("limit")
    @DefaultValue("25")
    private int limit = 25;

    @QueryParam("offset")
    private int offset;

    public Page page() {
      return new Page(Optional.of(sort).filter(key -> !key.isEmpty()), desc, limit, offset);
    }
  }

  public Page {
    if (limit < 1 || limit > MOST) {
      throw Refusal.invalid("limit", "Range");
    }
    if (offset < 0 || offset > Integer.MAX_VALUE / MOST) {
      throw Refusal.invalid("offset", "Range");
    }
  }

  /** The part of the list; what is not sorted keeps its order. */
  public <T> Part<T> of(List<T> all, Map<String, Comparator<T>> keys) {
    List<T> sorted = sort.map(key -> sorted(all, keys, key)).orElse(all);
    List<T> ordered = desc ? sorted.reversed() : sorted;
    List<T> part = ordered.stream().skip((long) offset * limit).limit(limit).toList();
    return new Part<>(part, new Metadata(all.size(), part.size(), limit, offset));
  }

  private static <T> List<T> sorted(List<T> all, Map<String, Comparator<T>> keys, String key) {
    Comparator<T> order = keys.get(key);
    if (order == null) {
      throw Refusal.invalid("sort", "OneOf " + keys.keySet().stream().sorted().toList());
    }
    return all.stream().sorted(order).toList();
  }
}
