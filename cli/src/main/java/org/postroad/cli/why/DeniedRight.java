// SPDX-License-Identifier: MIT
package org.postroad.cli.why;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.securityserver.conf.AccessRight;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServerConfigurationStore.Saved;
import org.postroad.securityserver.conf.ServerConfigurationStore.Version;

/** Decides again why a call was denied: which right was missing, and which comes nearest. */
final class DeniedRight {
  private final Facts facts;
  private final Call call;
  private final Saved then;

  DeniedRight(Facts facts, Call call, Saved then) {
    this.facts = facts;
    this.call = call;
    this.then = then;
  }

  Verdict judge() {
    Optional<HeldRights> known = rights(then.configuration());
    Set<AccessRight> held = known.map(rights -> rights.of(call.client(), code())).orElse(Set.of());
    List<Fact> stand = new ArrayList<>();
    stand.add(
        Verdict.fact(
            then.version(),
            "in force then; "
                + call.client()
                + (held.isEmpty()
                    ? " had no right to " + code()
                    : " had a right to " + listed(held) + " of " + code())));
    known
        .flatMap(rights -> nearest(rights, held))
        .ifPresent(near -> stand.add(new Fact(Versions.name(then.version()), near)));
    Optional<Version> taken =
        facts.versions().endOf(server -> hasMoreThan(held, server), then.version());
    taken.ifPresent(
        version -> stand.add(Verdict.fact(version, "took a right to " + code() + " away from it")));
    Optional<Version> given =
        facts.versions().beginAfter(then.version(), server -> hasMoreThan(held, server));
    given.ifPresent(version -> stand.add(Verdict.fact(version, "gave it a right to " + code())));
    return new Verdict(
        cause(held, taken),
        Verdict.HERE,
        given
            .map(version ->
                "a right was given since, in version " + version.number() + ": call again")
            .orElseGet(() -> facts.nextStep().grant(call, held.isEmpty())),
        stand);
  }

  private String cause(Set<AccessRight> held, Optional<Version> taken) {
    ClientId who = call.client();
    String what = call.name();
    String missing =
        held.isEmpty()
            ? who + " had no right to " + what
            : who
                + " had a right to "
                + listed(held)
                + " of "
                + what
                + ", but none to what it called, "
                + call.endpoint();
    return "This server denied the call: "
        + missing
        + taken
            .map(version ->
                "; it had one until "
                    + version.who()
                    + " took it away at "
                    + version.savedAt()
                    + " ("
                    + version.why()
                    + ")")
            .orElse("")
        + ".";
  }

  private String code() {
    return call.service().serviceCode();
  }

  private Optional<HeldRights> rights(ServerConfiguration server) {
    return HeldRights.in(server, call.service().owner(), facts.groups());
  }

  private boolean hasMoreThan(Set<AccessRight> held, ServerConfiguration server) {
    return rights(server)
        .filter(rights -> !held.containsAll(rights.of(call.client(), code())))
        .isPresent();
  }

  private static String listed(Set<AccessRight> rights) {
    return rights.stream()
        .map(HeldRights::endpoint)
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /** The right that exists and comes nearest to the missing one. */
  private Optional<String> nearest(HeldRights rights, Set<AccessRight> held) {
    List<AccessRight> ofOthers =
        rights.to(code()).stream().filter(right -> !held.contains(right)).toList();
    return first(ofOthers, right -> isFor(right, this::isSameMember))
        .map(right ->
            "nearest right: "
                + shown(right)
                + "; a right of a member or of another subsystem does not count")
        .or(() ->
            first(ofOthers, right -> !isFor(right, _ -> true))
                .map(right -> "nearest right: " + shown(right) + ", in which it was not"))
        .or(() -> ofOthers.stream().findFirst().map(right -> "nearest right: " + shown(right)))
        .or(() ->
            rights.servicesOf(call.client()).stream()
                .filter(service -> !service.equals(code()))
                .findFirst()
                .map(service -> "nearest right: it might call " + service + " of this provider"))
        .or(() ->
            held.isEmpty() ? Optional.of("nobody had a right to " + code()) : Optional.empty());
  }

  private boolean isSameMember(ClientId other) {
    return other.member().equals(call.client().member());
  }

  private static boolean isFor(AccessRight right, Predicate<ClientId> wanted) {
    return right.subject() instanceof AccessRight.Subject.OfClient(ClientId id) && wanted.test(id);
  }

  private static Optional<AccessRight> first(
      List<AccessRight> rights, Predicate<AccessRight> wanted) {
    return rights.stream().filter(wanted).findFirst();
  }

  private static String shown(AccessRight right) {
    return HeldRights.subject(right.subject()) + " had one to " + HeldRights.endpoint(right);
  }
}
