// SPDX-License-Identifier: MIT

package org.postroad.registry.history;

import java.util.ArrayList;
import java.util.List;

/** Every change of a field, in the order of the journal. Not thread-safe. */
public final class History {
  private final List<FieldChange> changes = new ArrayList<>();
  private RegistryView last;

  /**
   * @param beginning before the first change
   */
  public History(RegistryView beginning) {
    this.last = beginning;
  }

  /** Takes in what an accepted change has led to. */
  public void add(Accepted accepted, RegistryView after) {
    changes.addAll(CompareViews.apply(last, after, accepted));
    last = after;
  }

  public HistoryQuery.Page find(HistoryQuery query) {
    return query.in(changes);
  }
}
