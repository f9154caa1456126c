// SPDX-License-Identifier: MIT

package org.postroad.registry.management;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The line of one management request, from what arrived to what goes back. Everything is proven
 * before the contract is asked, and carried out after. A refusal becomes a SOAP fault here and
 * nowhere else. Safe for several threads at once.
 */
public final class ManagementLine {
  private static final Logger LOG = LoggerFactory.getLogger(ManagementLine.class);

  private final ReadRequest readRequest;
  private final ProvePossession provePossession = new ProvePossession();
  private final CheckRules checkRules = new CheckRules();
  private final DispatchRequest dispatchRequest;
  private final JournalRequest journalRequest;
  private final Supplier<UUID> traces;

  /**
   * @param configuration what the registry publishes, nothing before the first time
   * @param contracts by which CXF serves both ports
   * @param traces ids that tell one refusal from another
   */
  public ManagementLine(
      Supplier<Optional<GlobalConfiguration>> configuration,
      RequestJournal journal,
      ServiceContracts contracts,
      Clock clock,
      Supplier<UUID> traces) {
    this.readRequest = new ReadRequest(configuration, clock);
    this.dispatchRequest = new DispatchRequest(contracts);
    this.journalRequest = new JournalRequest(journal);
    this.traces = traces;
  }

  /** Judges a request and carries it out, or refuses. */
  public Reply run(Arrival arrival) {
    try {
      var received = readRequest.apply(arrival);
      var proven = provePossession.apply(received);
      var checked = checkRules.apply(proven);
      return dispatchRequest.apply(checked, journalRequest::apply);
    } catch (Fault fault) {
      String trace = traces.get().toString();
      LOG.info("management request refused ({}): {}", trace, fault.getMessage());
      return Reply.refusal(fault, trace);
    } catch (RuntimeException unexpected) {
      String trace = traces.get().toString();
      LOG.error("management request failed ({})", trace, unexpected);
      return Reply.refusal(new Fault(FaultCode.INTERNAL_ERROR, "Internal error"), trace);
    }
  }
}
