// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.securityserver.messagelog.LogCriterion;
import org.postroad.securityserver.messagelog.LogRecord;

/** A filter in both forms it is needed in: as criteria for the index, and as a test of a record. */
final class RecordCriteria {

  private static final int PARTS_OF_A_PROVIDER = 4;
  private static final int PARTS_WITH_A_SERVICE = 5;
  private static final int PARTS_WITH_A_VERSION = 6;

  private final List<LogCriterion> criteria = new ArrayList<>();
  private Predicate<LogRecord> test = _ -> true;

  RecordCriteria(RecordFilter filter) {
    filter
        .from()
        .ifPresent(from -> add(new LogCriterion.LoggedFrom(from), r -> !r.time().isBefore(from)));
    filter.to().ifPresent(to -> add(new LogCriterion.LoggedBefore(to), r -> r.time().isBefore(to)));
    filter.client().map(ClientId::parse).ifPresent(this::addClient);
    filter.service().ifPresent(this::addService);
    equal(filter.queryId(), LogCriterion.WithQueryId::new, LogRecord::queryId);
    equal(filter.requestId(), LogCriterion.WithRequestId::new, LogRecord::requestId);
    member(filter.userId(), LogCriterion.ByUser::new, LogRecord::userId);
    member(filter.issue(), LogCriterion.OfIssue::new, LogRecord::issue);
    member(filter.outcome(), LogCriterion.WithOutcome::new, LogRecord::outcome);
    equal(filter.side(), LogCriterion.OnSide::new, LogRecord::side);
    equal(filter.kind(), LogCriterion.OfKind::new, LogRecord::kind);
  }

  List<LogCriterion> forIndex() {
    return List.copyOf(criteria);
  }

  Predicate<LogRecord> test() {
    return test;
  }

  private <T> void equal(
      Optional<T> wanted, Function<T, LogCriterion> criterion, Function<LogRecord, T> of) {
    wanted.ifPresent(
        value -> add(criterion.apply(value), record -> of.apply(record).equals(value)));
  }

  /** Of what a record may not have. */
  private <T> void member(
      Optional<T> wanted,
      Function<T, LogCriterion> criterion,
      Function<LogRecord, Optional<T>> of) {
    wanted.ifPresent(
        value -> add(criterion.apply(value), record -> of.apply(record).equals(wanted)));
  }

  private void add(LogCriterion criterion, Predicate<LogRecord> also) {
    criteria.add(criterion);
    test = test.and(also);
  }

  private void addClient(ClientId client) {
    add(new LogCriterion.OfClient(client), record -> is(client, record.client()));
  }

  /** Three or four parts are a provider, more are a service. */
  private void addService(String text) {
    List<String> parts = Arrays.asList(text.split("/", -1));
    if (parts.size() <= PARTS_OF_A_PROVIDER || parts.size() > PARTS_WITH_A_VERSION) {
      ClientId provider = ClientId.parse(text);
      add(new LogCriterion.OfProvider(provider), record -> is(provider, record.service().owner()));
      return;
    }
    ServiceId service =
        new ServiceId(
            ClientId.parse(String.join("/", parts.subList(0, PARTS_OF_A_PROVIDER))),
            parts.get(PARTS_OF_A_PROVIDER),
            parts.size() == PARTS_WITH_A_SERVICE ? Optional.empty() : Optional.of(parts.getLast()));
    add(new LogCriterion.OfService(service), record -> is(service, record.service()));
  }

  /** A member stands for itself and all its subsystems. */
  private static boolean is(ClientId wanted, ClientId found) {
    return wanted.subsystemCode().isPresent()
        ? wanted.equals(found)
        : wanted.member().equals(found.member());
  }

  private static boolean is(ServiceId wanted, ServiceId found) {
    return wanted.serviceVersion().isPresent()
        ? wanted.equals(found)
        : wanted.owner().equals(found.owner()) && wanted.serviceCode().equals(found.serviceCode());
  }
}
