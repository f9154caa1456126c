// SPDX-License-Identifier: MIT

package org.postroad.registry;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.postroad.protocol.administration.ApiToken;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.registry.catalog.CertificateCommand.NoteSigner;
import org.postroad.registry.catalog.CertificateSnapshot;
import org.postroad.registry.membership.ApprovalPolicy;
import org.postroad.registry.membership.MembershipCommand.SubmitRequest;
import org.postroad.registry.membership.RegisteredRequest;
import org.postroad.registry.membership.RequestOrigin;
import org.postroad.registry.publication.RegistryNode;
import org.postroad.registry.publication.RegistrySnapshot;
import org.postroad.registry.store.Change;
import org.postroad.registry.store.JournalDatabase;
import org.postroad.registry.store.JournalEntry;
import org.postroad.registry.store.RegistryJournal;

/**
 * Stage: checks a change against the rules, writes it to the journal, carries it out; callers take
 * turns, and so do the nodes of a registry, each carrying out first what others accepted. Opening
 * replays the journal, so that what was accepted once is there again.
 *
 * <p>Two locks: one for turns, held while the journal is written, then one for the state, held for
 * moments only, so that nobody who reads waits for a database.
 */
final class AcceptChange implements AutoCloseable {
  private final RegistryJournal journal;
  private final Clock clock;
  private final JournalFollower follower = new JournalFollower(this::follow);
  private final ReentrantLock turns = new ReentrantLock();
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("turns")
  private Optional<String> refusal = Optional.empty();

  @GuardedBy("lock")
  private final RegistryState state;

  private AcceptChange(RegistryJournal journal, RegistryState state, Clock clock) {
    this.journal = journal;
    this.state = state;
    this.clock = clock;
  }

  /** On this machine alone; nobody else is followed. */
  static AcceptChange open(Path file, String instance, Clock clock) {
    return open(
        RegistryJournal.open(JournalDatabase.EMBEDDED, file, instance, RegistryNode.FIRST, clock),
        instance,
        clock);
  }

  /** Takes the journal over, also when it cannot be replayed. */
  static AcceptChange open(RegistryJournal journal, String instance, Clock clock) {
    var opened = new AcceptChange(journal, RegistryState.empty(instance), clock);
    try {
      opened.follow();
      if (journal.isShared()) {
        opened.follower.start();
      }
      return opened;
    } catch (RuntimeException failure) {
      journal.close();
      throw failure;
    }
  }

  /** Carries out what other nodes have accepted since the last turn. */
  void follow() {
    turns.lock();
    try {
      journal.follow(this::carryOut);
    } finally {
      turns.unlock();
    }
  }

  void apply(Change change, Author author) {
    decide(
        () -> {
          with(state -> {
            state.check(change);
            return state;
          });
          return change;
        },
        author);
  }

  /**
   * Takes a management request in.
   *
   * @param policy which requests of security servers are approved as they come
   * @return the id of the request
   */
  long submit(
      RequestOrigin origin, ManagementRequest request, ApprovalPolicy policy, Author author) {
    turns.lock();
    try {
      decide(
          () ->
              with(state -> {
                boolean approved =
                    origin == RequestOrigin.SECURITY_SERVER
                        && policy.approves(request, state.membership());
                Change change =
                    new Change.OfMembership(new SubmitRequest(origin, request, approved));
                state.check(change);
                return change;
              }),
          author);
      return with(state -> state.membership().lastRequestId());
    } finally {
      turns.unlock();
    }
  }

  /** Accepts nothing any more, for the reason that is given, until it is opened again. */
  void refuse(String reason) {
    turns.lock();
    try {
      refusal = Optional.of(reason);
    } finally {
      turns.unlock();
    }
  }

  private void decide(Supplier<Change> decision, Author author) {
    turns.lock();
    try {
      if (refusal.isPresent()) {
        throw new Fault(FaultCode.MAINTENANCE_MODE, refusal.get());
      }
      journal.append(clock.instant(), author.who(), author.why(), decision, this::carryOut);
    } finally {
      turns.unlock();
    }
  }

  private void carryOut(JournalEntry entry) {
    with(state -> {
      state.apply(entry.change(), entry.time());
      return state;
    });
  }

  private <T> T with(Function<RegistryState, T> reader) {
    lock.lock();
    try {
      return reader.apply(state);
    } finally {
      lock.unlock();
    }
  }

  List<RegisteredRequest> requests() {
    return with(state -> state.membership().requests());
  }

  List<ApiToken> tokens() {
    return with(state -> state.tokens().snapshot());
  }

  CertificateSnapshot certificates() {
    return with(state -> state.certificates().snapshot());
  }

  /** Whether a member is known to sign with a certificate. */
  boolean isNoted(NoteSigner command) {
    return with(state -> state.certificates().isNoted(command));
  }

  /** What this node knows. */
  RegistrySnapshot snapshot() {
    return with(RegistryState::snapshot);
  }

  /** What the registry knows, all nodes together; refused while the database is away. */
  RegistrySnapshot currentSnapshot() {
    follow();
    return snapshot();
  }

  RegistryJournal journal() {
    return journal;
  }

  @Override
  public void close() {
    follower.close();
    journal.close();
  }
}
