// SPDX-License-Identifier: MIT
package org.postroad.securityserver.declaration;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.protocol.management.ManagementRequest.AddressChange;
import org.postroad.protocol.management.ManagementRequest.AuthCertReg;
import org.postroad.protocol.management.ManagementRequest.ClientDeletion;
import org.postroad.protocol.management.ManagementRequest.ClientEnable;
import org.postroad.protocol.management.ManagementRequest.ClientReg;
import org.postroad.protocol.management.ManagementRequest.ClientRename;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.declaration.Step.Action;
import org.postroad.securityserver.declaration.Step.State;
import org.postroad.securityserver.declaration.Task.Work;
import org.postroad.securityserver.keys.CertificateState;
import org.postroad.securityserver.keys.KeyState;

/** What the registry has to be asked for, or to answer, before it knows what a tree says. */
final class RegistryTasks {
  private static final String APPROVAL = "the registry has to approve it and publish that";

  private final Declaration tree;
  private final ServerConfiguration now;
  private final GlobalConfiguration global;
  private final Predicate<MemberId> signs;
  private final Map<MemberId, Boolean> signers = new HashMap<>();
  private final boolean registered;

  /**
   * @param signs whether there is a signing certificate of a member that is proven good
   */
  RegistryTasks(
      Declaration tree,
      ServerConfiguration now,
      GlobalConfiguration global,
      Predicate<MemberId> signs) {
    this.tree = tree;
    this.now = now;
    this.global = global;
    this.signs = signs;
    this.registered = global.server(now.id()).isPresent();
  }

  /** Of the server itself. */
  List<Task> ofServer(List<KeyState> declaredKeys) {
    List<Task> tasks = new ArrayList<>();
    for (KeyState key : declaredKeys) {
      key.certificates().stream()
          .filter(each -> each.use() == KeyUse.AUTHENTICATION && each.active())
          .forEach(each -> certificate(key, each).ifPresent(tasks::add));
    }
    if (registered) {
      address().ifPresent(tasks::add);
    }
    return tasks;
  }

  private Optional<Task> certificate(KeyState key, CertificateState state) {
    Step step = Step.of(Action.REGISTER_CERTIFICATE, key.label(), State.WAITING, APPROVAL);
    return switch (state.status()) {
      case REGISTERED, DELETION_IN_PROGRESS -> Optional.empty();
      case REGISTRATION_IN_PROGRESS -> Optional.of(Task.none(step));
      case SAVED, GLOBAL_ERROR -> Optional.of(register(step, state.certificate()));
    };
  }

  private Task register(Step step, X509Certificate certificate) {
    if (tree.address().isEmpty() && !registered) {
      return Task.none(
          step.is(
              State.PERSON, "the tree has to say the address at which others reach the server"));
    }
    return signed(
        step,
        now.id().owner(),
        new AuthCertReg(
            now.id(), tree.address().or(() -> global.addressOf(now.id())), certificate, false));
  }

  /** A request that needs the signature of a member. */
  private Task signed(Step step, MemberId signer, ManagementRequest request) {
    return signers.computeIfAbsent(signer, signs::test)
        ? new Task(step.is(State.READY, "ask the registry"), new Work.Send(request))
        : Task.none(
            step.is(
                State.WAITING,
                "there is no signing certificate of "
                    + Words.text(signer)
                    + " that is proven good"));
  }

  private Optional<Task> address() {
    if (tree.address().isEmpty() || tree.address().equals(global.addressOf(now.id()))) {
      return Optional.empty();
    }
    Step step = Step.of(Action.CHANGE_ADDRESS, tree.address().get(), State.WAITING, APPROVAL);
    return Optional.of(
        now.registration().address().equals(tree.address())
            ? Task.none(step)
            : signed(step, now.id().owner(), new AddressChange(now.id(), tree.address().get())));
  }

  /** Of the clients that the tree names. */
  List<Task> ofClients() {
    List<Task> tasks = new ArrayList<>();
    for (Declaration.Client declared : tree.clients().orElse(List.of())) {
      now.client(Words.client(declared.id()))
          .filter(_ -> declared.register().orElse(true))
          .filter(client -> !client.id().equals(now.id().owner()))
          .flatMap(client -> client(client, declared))
          .ifPresent(tasks::add);
    }
    return tasks;
  }

  private Optional<Task> client(Client client, Declaration.Client declared) {
    Step step = Step.of(Action.REGISTER_CLIENT, declared.id(), State.WAITING, APPROVAL);
    return switch (client.status()) {
      case REGISTERED -> named(client.id(), declared);
      case REGISTRATION_IN_PROGRESS, ENABLING_IN_PROGRESS -> Optional.of(Task.none(step));
      case SAVED, GLOBAL_ERROR -> Optional.of(register(step, client.id(), declared));
      case DISABLED ->
          Optional.of(
              signed(
                  Step.of(Action.ENABLE_CLIENT, declared.id(), State.WAITING, APPROVAL),
                  client.id().member(),
                  new ClientEnable(now.id(), client.id())));
      case DISABLING_IN_PROGRESS, DELETION_IN_PROGRESS ->
          Optional.of(
              Task.none(
                  step.is(
                      State.PERSON,
                      "somebody has asked the registry for the opposite: "
                          + Words.text(client.status()))));
    };
  }

  private Task register(Step step, ClientId id, Declaration.Client declared) {
    return registered
        ? signed(
            step,
            id.member(),
            new ClientReg(
                now.id(), id, id instanceof SubsystemId ? declared.name() : Optional.empty()))
        : Task.none(step.is(State.WAITING, "the registry has to know the server itself first"));
  }

  private Optional<Task> named(ClientId id, Declaration.Client declared) {
    if (declared.name().isEmpty()
        || !(id instanceof SubsystemId subsystem)
        || global.subsystemName(subsystem).equals(declared.name())) {
      return Optional.empty();
    }
    Step step = Step.of(Action.RENAME_SUBSYSTEM, declared.id(), State.WAITING, APPROVAL);
    String name = declared.name().get();
    return Optional.of(
        name.equals(now.registration().names().get(subsystem))
            ? Task.none(step)
            : signed(step, id.member(), new ClientRename(now.id(), subsystem, name)));
  }

  /** Of the clients that the tree does not name and that the registry knows. */
  List<Task> ofOthers(boolean prune) {
    List<Task> tasks = new ArrayList<>();
    for (Client client : Pruning.unnamed(tree, now)) {
      if (Pruning.isForgotten(client)) {
        continue;
      }
      Step step =
          Step.of(
              Action.UNREGISTER_CLIENT,
              Words.text(client.id()),
              prune ? State.READY : State.PRUNE,
              prune ? "ask the registry" : "the tree does not name it");
      tasks.add(
          prune
              ? new Task(step, new Work.Send(new ClientDeletion(now.id(), client.id())))
              : Task.none(step));
    }
    return tasks;
  }
}
