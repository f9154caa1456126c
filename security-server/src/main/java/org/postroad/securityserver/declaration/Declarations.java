// SPDX-License-Identifier: MIT
package org.postroad.securityserver.declaration;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.securityserver.conf.Author;
import org.postroad.securityserver.conf.FieldChange;
import org.postroad.securityserver.conf.LiveConfiguration;
import org.postroad.securityserver.conf.ProposedChange;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.declaration.Step.State;
import org.postroad.securityserver.declaration.Task.Work;
import org.postroad.securityserver.keys.KeyAdministration;
import org.postroad.securityserver.keys.KeyState;
import org.postroad.securityserver.registration.Registrations;
import org.postroad.securityserver.registration.Registrations.Sent;
import org.postroad.securityserver.service.DescriptionChanges;

/**
 * A running server and its tree: what differs, and the changes and steps that end that. Everything
 * is worked out from how things stand, so whatever was interrupted goes on where it ended.
 */
public final class Declarations {
  private final LiveConfiguration live;
  private final Supplier<GlobalConfiguration> global;
  private final DescriptionChanges descriptions;
  private final KeyAdministration keys;
  private final Registrations registrations;
  private final Predicate<MemberId> signs;
  private final InstantSource clock;

  /**
   * What somebody wants.
   *
   * @param prune whether what the tree does not name is removed
   * @param refresh whether descriptions that are there are read again
   */
  public record Wish(Declaration tree, boolean prune, boolean refresh) {}

  /**
   * What came of some steps.
   *
   * @param taken now
   * @param left as they are after that
   */
  public record Progress(List<Step> taken, List<Step> left) {
    public Progress {
      taken = List.copyOf(taken);
      left = List.copyOf(left);
    }
  }

  /** A next configuration, and how it differs. */
  private record Made(ServerConfiguration next, Plan plan) {}

  /**
   * Of a running server.
   *
   * @param signs whether there is a signing certificate of a member that is proven good
   */
  public Declarations(
      LiveConfiguration live,
      Supplier<GlobalConfiguration> global,
      DescriptionChanges descriptions,
      KeyAdministration keys,
      Registrations registrations,
      Predicate<MemberId> signs,
      InstantSource clock) {
    this.live = live;
    this.global = global;
    this.descriptions = descriptions;
    this.keys = keys;
    this.registrations = registrations;
    this.signs = signs;
    this.clock = clock;
  }

  /**
   * The tree of this server as it is.
   *
   * @param withKeys whether it says something of keys
   */
  public Declaration export(boolean withKeys) {
    return new Export(live.current(), global.get())
        .tree(withKeys ? Optional.of(keys.tokens()) : Optional.empty());
  }

  /**
   * What {@link #apply} would do.
   *
   * @throws DeclarationRefused with everything that stands against the tree
   */
  public Plan plan(Wish wish) {
    return made(live.current(), wish).plan();
  }

  /**
   * Makes all changes in one version, or none.
   *
   * @param allowed refuses what somebody may not do, by what it throws
   * @return what was changed
   * @throws DeclarationRefused as {@link #plan}
   */
  public Plan apply(Wish wish, Author author, Consumer<Plan> allowed) {
    ServerConfiguration before = live.current();
    Made first = made(before, wish);
    if (first.next() == before) {
      return first.plan();
    }
    AtomicReference<Plan> done = new AtomicReference<>(first.plan());
    var _ =
        live.changeSlowly(
            author,
            now -> {
              Made made = now == before ? first : made(now, wish);
              allowed.accept(made.plan());
              done.set(made.plan());
              return made.next();
            });
    return done.get();
  }

  private Made made(ServerConfiguration now, Wish wish) {
    Declaration tree = wish.tree();
    if (!tree.server().equals(Words.text(now.id()))) {
      throw new DeclarationRefused(
          List.of("server: this is " + Words.text(now.id()) + ", not " + tree.server()));
    }
    Problems problems = new Problems();
    GlobalConfiguration known = global.get();
    Pruning pruning = new Pruning(tree, known, problems);
    Additions additions =
        new Additions(
            tree, known, new DeclaredServices(descriptions, wish.refresh(), problems), problems);
    ServerConfiguration kept = wish.prune() ? pruning.apply(now) : now;
    ServerConfiguration next = additions.apply(kept);
    problems.refuseAny();
    ServerConfiguration without = wish.prune() ? next : pruning.apply(next);
    problems.refuseAny();
    List<FieldChange> changes = FieldChange.between(now, next, Words::text);
    List<FieldChange> removals = FieldChange.between(next, without, Words::text);
    ServerConfiguration result = changes.isEmpty() ? now : next;
    return new Made(
        result,
        new Plan(
            Plan.Change.of(changes),
            Plan.Change.of(removals),
            additions.warnings().stream().map(Declarations::warning).toList(),
            tasks(result, wish).stream().map(Task::step).toList()));
  }

  private static Plan.Warning warning(ProposedChange.Warning warning) {
    return new Plan.Warning(warning.code().text(), warning.about());
  }

  private List<Task> tasks(ServerConfiguration now, Wish wish) {
    GlobalConfiguration known = global.get();
    List<Declaration.Key> declared = wish.tree().keys().orElse(List.of());
    KeyTasks keyTasks = new KeyTasks(keys, known, now.id(), clock.instant());
    RegistryTasks registry = new RegistryTasks(wish.tree(), now, known, signs);
    List<KeyState> here = declared.stream().flatMap(key -> keyTasks.find(key).stream()).toList();
    List<Task> tasks = new ArrayList<>(keyTasks.of(declared));
    tasks.addAll(registry.ofServer(here));
    tasks.addAll(registry.ofClients());
    tasks.addAll(registry.ofOthers(wish.prune()));
    return tasks;
  }

  /**
   * Takes steps that are ready, the first ones first. Those that are refused are told as such.
   *
   * @param allowed refuses what somebody may not do, by what it throws
   */
  public Progress take(Wish wish, int most, Author author, Consumer<Step> allowed) {
    List<Task> ready =
        tasks(live.current(), wish).stream()
            .filter(task -> !(task.work() instanceof Work.None))
            .limit(most)
            .toList();
    ready.forEach(task -> allowed.accept(task.step()));
    List<Step> taken = new ArrayList<>();
    Map<ManagementRequest, Step> requests = new HashMap<>();
    List<ManagementRequest> inOrder = new ArrayList<>();
    for (Task task : ready) {
      switch (task.work()) {
        case Work.None _ -> {}
        case Work.Keys(Supplier<Step> action) -> taken.add(attempt(task.step(), action));
        case Work.Send(ManagementRequest request) -> {
          requests.put(request, task.step());
          inOrder.add(request);
        }
      }
    }
    for (Sent sent : registrations.sendAll(inOrder, author)) {
      Step step = requests.getOrDefault(sent.request(), ready.getFirst().step());
      taken.add(outcome(step, sent.refused()));
    }
    return new Progress(taken, tasks(live.current(), wish).stream().map(Task::step).toList());
  }

  private static Step attempt(Step step, Supplier<Step> action) {
    try {
      return action.get();
    } catch (Fault refused) {
      return step.is(State.FAILED, refused.text());
    }
  }

  private static Step outcome(Step step, Optional<String> refused) {
    return refused.isPresent()
        ? step.is(State.FAILED, refused.get())
        : step.is(State.DONE, "the registry was asked");
  }
}
