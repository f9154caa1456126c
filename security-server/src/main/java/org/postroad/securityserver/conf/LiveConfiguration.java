// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * The server configuration of a running server and the only way to change it: one change after
 * another, each durable before it counts, each seen by the exchanges that begin after it.
 *
 * <p>{@code lock} is held while a change is made, saved and published.
 */
public final class LiveConfiguration {
  private static final int MOST_ATTEMPTS = 3;

  private final ConfigurationVersions store;
  private final PublishedConfiguration published;
  private final ReentrantLock lock = new ReentrantLock();

  /** What is in force; nothing while a failed save has left that to be read again. */
  @GuardedBy("lock")
  private Optional<ServerConfigurationStore.Saved> saved;

  /** A next configuration and who wants it. */
  public record Change(ServerConfiguration next, Author author) {}

  /**
   * Takes over a configuration that is published already.
   *
   * @param saved the newest version of the store
   */
  public LiveConfiguration(
      ConfigurationVersions store,
      PublishedConfiguration published,
      ServerConfigurationStore.Saved saved) {
    this.store = store;
    this.published = published;
    this.saved = Optional.of(saved);
  }

  public ServerConfiguration current() {
    lock.lock();
    try {
      return loaded().configuration();
    } finally {
      lock.unlock();
    }
  }

  /**
   * To be asked before something that a change follows, such as a request to the registry.
   *
   * @throws Fault {@code bad_request} where nothing is changed, as on a secondary node
   */
  public void requireChangeable() {
    store.requireChangeable();
  }

  /**
   * Makes one change of what is in force.
   *
   * @param change refuses by what it throws, and then nothing has happened
   */
  public ServerConfigurationStore.Version change(
      Author author, UnaryOperator<ServerConfiguration> change) {
    return changeIfNeeded(now -> Optional.of(new Change(change.apply(now), author))).orElseThrow();
  }

  /**
   * Makes one change that takes its time, such as a download, and keeps nobody else from making
   * theirs meanwhile; after one of these it is worked out anew.
   *
   * @param change as for {@link #change}
   * @throws Fault {@code bad_request} where others are always faster
   */
  public ServerConfigurationStore.Version changeSlowly(
      Author author, UnaryOperator<ServerConfiguration> change) {
    requireChangeable();
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      ServerConfiguration before = current();
      Change made = new Change(change.apply(before), author);
      Optional<ServerConfigurationStore.Version> version =
          changeIfNeeded(now -> now == before ? Optional.of(made) : Optional.empty());
      if (version.isPresent()) {
        return version.get();
      }
    }
    throw new Fault(FaultCode.BAD_REQUEST, "The configuration is being changed all the time");
  }

  /** Makes the change that {@code decide} finds necessary, if it does. */
  public Optional<ServerConfigurationStore.Version> changeIfNeeded(
      Function<ServerConfiguration, Optional<Change>> decide) {
    lock.lock();
    try {
      ServerConfigurationStore.Saved known = loaded();
      return decide.apply(known.configuration()).map(change -> save(known, change));
    } finally {
      lock.unlock();
    }
  }

  /** Takes over what is stored, where somebody else has stored something; whether that is so. */
  public boolean reread() {
    lock.lock();
    try {
      Optional<ServerConfigurationStore.Version> known =
          saved.map(ServerConfigurationStore.Saved::version);
      if (store.newest().equals(known)) {
        return false;
      }
      ServerConfigurationStore.Saved next = load();
      saved = Optional.of(next);
      published.publish(next.configuration());
      return true;
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private ServerConfigurationStore.Saved loaded() {
    ServerConfigurationStore.Saved known = saved.orElseGet(this::load);
    saved = Optional.of(known);
    return known;
  }

  private ServerConfigurationStore.Saved load() {
    return store.load().orElseThrow(() -> new IllegalStateException("nothing is stored"));
  }

  @GuardedBy("lock")
  private ServerConfigurationStore.Version save(
      ServerConfigurationStore.Saved known, Change change) {
    Author author = change.author();
    saved = Optional.empty();
    ServerConfigurationStore.Version version =
        store.save(known.version().number(), change.next(), author.who(), author.why());
    saved = Optional.of(new ServerConfigurationStore.Saved(version, change.next()));
    published.publish(change.next());
    return version;
  }
}
