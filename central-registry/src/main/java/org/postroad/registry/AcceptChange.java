// SPDX-License-Identifier: MIT

package org.postroad.registry;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.registry.access.ApiToken;
import org.postroad.registry.membership.ApprovalPolicy;
import org.postroad.registry.membership.MembershipCommand.SubmitRequest;
import org.postroad.registry.membership.RegisteredRequest;
import org.postroad.registry.membership.RequestOrigin;
import org.postroad.registry.publication.RegistrySnapshot;
import org.postroad.registry.store.Change;
import org.postroad.registry.store.RegistryJournal;

/**
 * Stage: checks a change against the rules, writes it to the journal, carries it out; callers take
 * turns. Opening replays the journal, so that what was accepted once is there again.
 */
final class AcceptChange implements AutoCloseable {
  private final RegistryJournal journal;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final RegistryState state;

  private AcceptChange(RegistryJournal journal, RegistryState state, Clock clock) {
    this.journal = journal;
    this.state = state;
    this.clock = clock;
  }

  static AcceptChange open(Path file, String instance, Clock clock) {
    RegistryState state = RegistryState.empty(instance);
    RegistryJournal journal = RegistryJournal.open(file);
    try {
      journal.replay(entry -> state.apply(entry.change()));
      return new AcceptChange(journal, state, clock);
    } catch (RuntimeException failure) {
      journal.close();
      throw failure;
    }
  }

  void apply(Change change, Author author) {
    lock.lock();
    try {
      state.check(change);
      journal.append(clock.instant(), author.who(), author.why(), change);
      state.apply(change);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes a management request in.
   *
   * @param policy which requests of security servers are approved as they come
   * @return the id of the request
   */
  long submit(
      RequestOrigin origin, ManagementRequest request, ApprovalPolicy policy, Author author) {
    lock.lock();
    try {
      boolean approved =
          origin == RequestOrigin.SECURITY_SERVER && policy.approves(request, state.membership());
      apply(new Change.OfMembership(new SubmitRequest(origin, request, approved)), author);
      return state.membership().lastRequestId();
    } finally {
      lock.unlock();
    }
  }

  List<RegisteredRequest> requests() {
    lock.lock();
    try {
      return state.membership().requests();
    } finally {
      lock.unlock();
    }
  }

  List<ApiToken> tokens() {
    lock.lock();
    try {
      return state.tokens().snapshot();
    } finally {
      lock.unlock();
    }
  }

  RegistrySnapshot snapshot() {
    lock.lock();
    try {
      return state.snapshot();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    journal.close();
  }
}
