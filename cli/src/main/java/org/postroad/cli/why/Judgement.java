// SPDX-License-Identifier: MIT
package org.postroad.cli.why;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postroad.cli.why.Explanation.Outcome;
import org.postroad.securityserver.admin.RecordLine;
import org.postroad.securityserver.conf.AccessRight;
import org.postroad.securityserver.conf.ServerConfigurationStore.Saved;
import org.postroad.securityserver.monitoring.KeptRecords.Kept;
import org.postroad.securityserver.monitoring.OperationalField;
import org.postroad.securityserver.monitoring.OperationalRecord;

/** Explains an exchange from facts. */
final class Judgement {
  private static final int FIRST_ERROR_STATUS = 400;

  private final Facts facts;

  Judgement(Facts facts) {
    this.facts = facts;
  }

  Explanation explain() {
    return decisive()
        .map(kept -> explain(kept.record()))
        .orElseGet(this::byMessages)
        .standingOn(evidence());
  }

  /**
   * The record that tells most: of the newest attempt, the provider's side where this server was
   * both, since it knows why it refused.
   */
  private Optional<Kept> decisive() {
    return facts.kept().stream()
        .max(
            Comparator.comparingLong((Kept kept) -> Call.time(kept.record()).getEpochSecond())
                .thenComparing(kept -> isProvider(kept.record())));
  }

  private static boolean isProvider(OperationalRecord record) {
    return record
        .text(OperationalField.SECURITY_SERVER_TYPE)
        .filter("Producer"::equals)
        .isPresent();
  }

  private Explanation explain(OperationalRecord record) {
    Optional<RefusedFault> fault = RefusedFault.of(record);
    Optional<Call> call = Call.of(record);
    if (call.isEmpty()) {
      return failed(
          Outcome.FAILED,
          Verdict.of(
              "The request could not be read"
                  + fault.map(told -> ": " + told.text()).orElse("")
                  + ".",
              Verdict.CALLER,
              fault.map(RefusedFault::page).orElse("look into the log of this server")));
    }
    if (fault.isPresent()) {
      Verdict verdict =
          isProvider(record)
              ? new ProviderSide(facts, call.get(), fault.get()).judge()
              : new ConsumerSide(facts, call.get(), fault.get()).judge();
      return failed(fault.get().isDenial() ? Outcome.DENIED : Outcome.FAILED, verdict);
    }
    return record.isTrue(OperationalField.SUCCEEDED)
        ? succeeded(call.get(), record)
        : answeredWithError(call.get(), record);
  }

  private Explanation failed(Outcome outcome, Verdict verdict) {
    return new Explanation(
        facts.id(), outcome, verdict.cause(), verdict.side(), verdict.next(), verdict.facts());
  }

  private Explanation answeredWithError(Call call, OperationalRecord record) {
    String status =
        record
            .number(OperationalField.STATUS_CODE)
            .filter(code -> code >= FIRST_ERROR_STATUS)
            .map(code -> "with status " + code)
            .orElse("with a fault");
    return failed(
        Outcome.FAILED,
        Verdict.of(
            "The exchange itself went well: the service "
                + call.name()
                + " answered "
                + status
                + ".",
            call.operator(),
            "give it the request and the answer, which both servers have logged"));
  }

  private Explanation succeeded(Call call, OperationalRecord record) {
    String cause =
        "Nothing went wrong: "
            + call.client()
            + " called "
            + call.name()
            + " at "
            + call.time()
            + " and was answered"
            + took(record, OperationalField.REQUEST_IN_TS, OperationalField.RESPONSE_OUT_TS)
            + (isProvider(record)
                ? ", of which the service had"
                : ", of which the way there and back had")
            + took(record, OperationalField.REQUEST_OUT_TS, OperationalField.RESPONSE_IN_TS)
                .replace(" after", "")
            + ".";
    return new Explanation(
        facts.id(),
        Outcome.SUCCEEDED,
        cause,
        "",
        "",
        isProvider(record) ? allowed(call) : List.of());
  }

  private static String took(OperationalRecord record, OperationalField from, OperationalField to) {
    Optional<Long> begin = record.number(from);
    Optional<Long> end = record.number(to);
    return begin.isPresent() && end.isPresent()
        ? " after " + (end.get() - begin.get()) + " ms"
        : " after an unknown time";
  }

  /** Who gave the right that was used. */
  private List<Fact> allowed(Call call) {
    Optional<Saved> then = facts.versions().at(call.time());
    if (then.isEmpty()) {
      return List.of();
    }
    Set<AccessRight> held =
        HeldRights.in(then.get().configuration(), call.service().owner(), facts.groups())
            .map(rights -> rights.of(call.client(), call.service().serviceCode()))
            .orElse(Set.of());
    return held.stream()
        .sorted(Comparator.comparing(HeldRights::endpoint))
        .flatMap(right ->
            facts
                .versions()
                .since(
                    server ->
                        server
                            .client(call.service().owner())
                            .filter(owner -> owner.accessRights().contains(right))
                            .isPresent(),
                    then.get().version())
                .map(version ->
                    Verdict.fact(
                        version,
                        HeldRights.subject(right.subject())
                            + " was given "
                            + HeldRights.endpoint(right)))
                .stream())
        .toList();
  }

  /** Without operational records: they may be switched off, or older than they are kept. */
  private Explanation byMessages() {
    if (facts.messages().isEmpty()) {
      return failed(
          Outcome.UNKNOWN,
          Verdict.of(
              "This server has no record of " + facts.id() + ".",
              "",
              "look on the other server of the exchange; operational records, which alone have"
                  + " denied calls, are kept for monitoring.keep"));
    }
    Optional<RecordLine> response =
        facts.messages().stream().filter(line -> line.kind().equals("response")).findFirst();
    RecordLine any = facts.messages().getFirst();
    if (response.isEmpty()) {
      return failed(
          Outcome.FAILED,
          Verdict.of(
              "The request of "
                  + any.client()
                  + " to "
                  + any.service()
                  + " was logged at "
                  + any.time()
                  + ", and no response was: it was refused or lost behind this server.",
              Verdict.PROVIDER,
              facts.whyThere()));
    }
    boolean well = !response.get().outcome().equals(Optional.of("failed"));
    return new Explanation(
        facts.id(),
        well ? Outcome.SUCCEEDED : Outcome.FAILED,
        well
            ? "Nothing went wrong: the response was logged at " + response.get().time() + "."
            : "The response, logged at " + response.get().time() + ", is a fault of the service.",
        well ? "" : "whoever runs the service",
        well ? "" : "give it the request and the answer, which both servers have logged",
        List.of());
  }

  private List<Fact> evidence() {
    List<Fact> evidence = new ArrayList<>();
    facts
        .kept()
        .forEach(kept ->
            evidence.add(
                new Fact(
                    "operational record " + kept.file() + ":" + kept.line(), text(kept.record()))));
    facts
        .messages()
        .forEach(line ->
            evidence.add(
                new Fact(
                    "message log " + line.sequence(),
                    line.side()
                        + "'s "
                        + line.kind()
                        + line.outcome().map(outcome -> " that " + outcome).orElse("")
                        + ", logged at "
                        + line.time()
                        + (line.timestamped() ? ", time-stamped" : ", waits for a time-stamp"))));
    return evidence;
  }

  private static String text(OperationalRecord record) {
    return (isProvider(record) ? "provider's side" : "consumer's side")
        + ", "
        + Call.of(record)
            .map(call -> call.client() + " to " + call.name())
            .orElse("an unreadable request")
        + " at "
        + Call.time(record)
        + ", "
        + RefusedFault.of(record)
            .map(fault -> fault.code() + ": " + fault.text())
            .orElse(record.isTrue(OperationalField.SUCCEEDED) ? "succeeded" : "did not succeed");
  }
}
