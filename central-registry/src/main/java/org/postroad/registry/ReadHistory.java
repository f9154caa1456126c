// SPDX-License-Identifier: MIT

package org.postroad.registry;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.postroad.registry.history.Accepted;
import org.postroad.registry.history.History;
import org.postroad.registry.history.HistoryQuery;
import org.postroad.registry.store.JournalEntry;
import org.postroad.registry.store.JournalPosition;
import org.postroad.registry.store.RegistryJournal;

/**
 * Stage: the history of a registry, replayed from its journal beside the registry's own state when
 * somebody asks first, and from there on when somebody asks again.
 */
final class ReadHistory {
  private final RegistryJournal journal;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final RegistryState state;

  @GuardedBy("lock")
  private final History history;

  @GuardedBy("lock")
  private JournalPosition position;

  ReadHistory(RegistryJournal journal, String instance) {
    this.journal = journal;
    this.state = RegistryState.empty(instance);
    this.history = new History(state.view());
    this.position = JournalPosition.beginning(instance);
  }

  HistoryQuery.Page find(HistoryQuery query) {
    lock.lock();
    try {
      while (readMore()) {
        // Until there is nothing newer.
      }
      return history.find(query);
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private boolean readMore() {
    var entries = new ArrayList<JournalEntry>();
    position = journal.read(position, entries::add);
    for (JournalEntry entry : entries) {
      take(entry);
    }
    return !entries.isEmpty();
  }

  @GuardedBy("lock")
  private void take(JournalEntry entry) {
    state.apply(entry.change(), entry.time());
    history.add(
        new Accepted(entry.sequence(), entry.time(), entry.who(), entry.why()), state.view());
  }
}
