// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The contradictions that are kept in a store, each once and of each log so many of one kind: the
 * first ones say it all, and old checkpoints that anybody may send again fill no disk. Kinds are
 * counted apart, so that nothing keeps a fork from being kept.
 *
 * <p>For one thread at a time for each log.
 */
public final class Evidence {
  static final int MOST = 32;

  private final WitnessStore store;
  private final Consumer<Contradiction> report;

  /**
   * Evidence in a store.
   *
   * @param report is told of each contradiction before it is kept
   */
  public Evidence(WitnessStore store, Consumer<Contradiction> report) {
    this.store = store;
    this.report = report;
  }

  /** Reports and keeps a contradiction, unless it is known already or enough of its kind are. */
  public void keep(Contradiction contradiction) throws IOException {
    String prefix = Contradiction.prefix(contradiction.kind(), contradiction.origin());
    List<String> kept = store.names().stream().filter(name -> name.startsWith(prefix)).toList();
    if (!kept.contains(contradiction.name()) && kept.size() < MOST) {
      report.accept(contradiction);
      store.write(contradiction.name(), contradiction.toJson());
    }
  }

  /** The names of all that is kept. */
  public List<String> names() throws IOException {
    return store.names().stream().filter(Contradiction::isName).sorted().toList();
  }

  /** The file of a contradiction. */
  public Optional<byte[]> file(String name) throws IOException {
    return Contradiction.isName(name) ? store.read(name) : Optional.empty();
  }
}
