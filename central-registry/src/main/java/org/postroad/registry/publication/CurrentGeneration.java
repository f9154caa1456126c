// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * The generation being served, switched as a whole: a reader sees all directories of one generation
 * or all of the next.
 */
public final class CurrentGeneration {
  private final Consumer<Published> listener;
  private volatile Optional<Published> published = Optional.empty();

  public CurrentGeneration() {
    this(generation -> {});
  }

  /**
   * @param listener is told of each generation that is served from now on
   */
  public CurrentGeneration(Consumer<Published> listener) {
    this.listener = listener;
  }

  public Optional<Published> get() {
    return published;
  }

  /** The directory document served under a name ({@code internalconf}) in a version. */
  public Optional<byte[]> find(String directoryName, int version) {
    for (ConfigurationSource source : ConfigurationSource.values()) {
      if (source.directoryName().equals(directoryName)) {
        return published.flatMap(p -> p.directory(new DirectoryName(source, version)));
      }
    }
    return Optional.empty();
  }

  void switchTo(Published next) {
    published = Optional.of(next);
    listener.accept(next);
  }
}
