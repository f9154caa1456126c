// SPDX-License-Identifier: MIT

package org.postroad.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.administration.AccessCommand;
import org.postroad.protocol.fault.Fault;
import org.postroad.registry.membership.MembershipCommand;
import org.postroad.registry.publication.NodeCommand;
import org.postroad.registry.publication.PartCommand;
import org.postroad.registry.publication.SigningKeyCommand;
import org.postroad.registry.store.Change;
import org.postroad.registry.store.JournalDatabase;
import org.postroad.registry.store.JournalSchema;
import org.postroad.registry.trust.TrustCommand;
import org.postroad.testing.KilledProcess;
import org.postroad.testing.PostgresServer;

/**
 * Whenever a registry is killed, its state afterwards is that of the changes it acknowledged, or of
 * one more; a second run of the same changes in memory says what that state is.
 */
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RegistryCrashTest {
  private static final int LONGEST_MILLIS = 400;

  @TempDir private Path folder;

  private final RegistryState expected = RegistryState.empty("DEV");
  private long acknowledged;

  @Test
  void killedAFewTimes() throws Exception {
    run(3, JournalDatabase.EMBEDDED);
  }

  @Test
  @Tag("long")
  void killedManyTimes() throws Exception {
    run(Integer.getInteger("registry.kill.rounds", 60), JournalDatabase.EMBEDDED);
  }

  @Test
  @Tag("postgres")
  @ExtendWith(PostgresServer.Resolver.class)
  void killedWithPostgres(PostgresServer server) throws Exception {
    run(Integer.getInteger("registry.kill.rounds", 5), JournalSchema.in(server));
  }

  private void run(int rounds, JournalDatabase database) throws Exception {
    RandomChanges.prepare(folder);
    var random = new Random(4711);
    long before = 0;
    for (int round = 0; round < rounds; round++) {
      killWhileChanging(round, random.nextInt(LONGEST_MILLIS), database);
      before = check(round, before, database);
    }
    assertTrue(before > 0, "nothing was accepted in " + rounds + " rounds");
  }

  /** How many changes there are now. */
  private long check(int round, long before, JournalDatabase database) throws IOException {
    try (var registry = KilledRegistry.open(folder, database)) {
      long kept = registry.journal().position().sequence();
      assertTrue(
          kept == acknowledged || kept == acknowledged + 1,
          () -> "round " + round + ": " + acknowledged + " acknowledged, " + kept + " kept");
      acknowledged = kept;
      var changes = RandomChanges.of(round, folder);
      for (long done = before; done < kept; ) {
        done += apply(changes.next()) ? 1 : 0;
      }
      assertEquals(expected.snapshot(), registry.snapshot());
      assertEquals(expected.membership().requests(), registry.requests());
      assertEquals(expected.tokens().snapshot(), registry.tokens());
      return kept;
    }
  }

  private boolean apply(Change change) {
    try {
      expected.check(change);
    } catch (Fault refused) {
      return false;
    }
    expected.apply(change, Instant.EPOCH);
    return true;
  }

  private void killWhileChanging(int round, int afterMillis, JournalDatabase database)
      throws IOException, InterruptedException {
    var arguments = new ArrayList<>(List.of(folder.toString(), String.valueOf(round)));
    if (database instanceof JournalDatabase.Postgres postgres) {
      arguments.add(postgres.url());
      arguments.add(postgres.user());
    }
    KilledProcess.run(
        KilledRegistry.class,
        arguments,
        ProcessBuilder.Redirect.appendTo(folder.resolve("errors").toFile()),
        afterMillis,
        line -> {
          if (!line.equals(KilledRegistry.OPEN)) {
            acknowledged = Long.parseLong(line);
          }
          return !line.equals(KilledRegistry.OPEN) || round % 4 == 3;
        });
  }

  @Test
  void changesOfEveryKindAreAccepted() throws IOException {
    RandomChanges.prepare(folder);
    var changes = RandomChanges.of(1, folder);
    Set<Class<?>> accepted = new HashSet<>();
    Set<Class<?>> kinds = kinds();
    for (int i = 0; i < 20_000 && !accepted.containsAll(kinds); i++) {
      Change change = changes.next();
      if (apply(change)) {
        accepted.add(kind(change));
      }
    }
    kinds.removeAll(accepted);
    assertEquals(Set.of(), kinds);
  }

  private static Set<Class<?>> kinds() {
    return Stream.of(
            MembershipCommand.class,
            TrustCommand.class,
            SigningKeyCommand.class,
            NodeCommand.class,
            PartCommand.class,
            AccessCommand.class)
        .flatMap(sealed -> Stream.of(sealed.getPermittedSubclasses()))
        .collect(Collectors.toSet());
  }

  private static Class<?> kind(Change change) {
    return switch (change) {
      case Change.OfMembership c -> c.command().getClass();
      case Change.OfTrust c -> c.command().getClass();
      case Change.OfSigningKeys c -> c.command().getClass();
      case Change.OfNodes c -> c.command().getClass();
      case Change.OfParts c -> c.command().getClass();
      case Change.OfAccess c -> c.command().getClass();
      case Change.OfCertificates c -> c.command().getClass();
    };
  }
}
