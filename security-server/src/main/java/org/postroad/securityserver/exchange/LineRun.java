// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.fault.Origin;
import org.postroad.protocol.fault.PeerFault;
import org.postroad.protocol.message.Message;
import org.postroad.securityserver.messagelog.Side;
import org.postroad.securityserver.signer.BatchSigner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a line: times its stages, gives back what they held, turns whatever they throw into
 * the one fault the caller is told, and remembers what happened. The only place that catches.
 *
 * <p>For the line's own thread only.
 */
public final class LineRun {

  private static final Logger LOG = LoggerFactory.getLogger(LineRun.class);

  /** The stages in their order; what they must give back they leave in the scope. */
  @FunctionalInterface
  public interface Line {
    void run(Scope scope, LineRun run) throws IOException;
  }

  /** How the caller of one side is told of a fault. */
  public interface Teller {
    void tell(FaultReport report) throws IOException;

    /** A fault that came from elsewhere goes on with its bytes unchanged. */
    void passOn(PeerFault fault) throws IOException;
  }

  private final Side side;
  private final ExchangeRecord.Purpose purpose;
  private final Origin server;
  private final ExchangeEnvironment environment;
  private final StageTimer timer = new StageTimer();
  private Origin origin;
  private Optional<String> requestId = Optional.empty();
  private Optional<CarriedMessage> request = Optional.empty();
  private Optional<CarriedMessage> response = Optional.empty();
  private Optional<InetSocketAddress> peer = Optional.empty();
  private Optional<Instant> requestOut = Optional.empty();
  private Optional<Instant> responseIn = Optional.empty();
  private Optional<Instant> responseOut = Optional.empty();

  /** A run about a message. */
  public LineRun(Side side, ExchangeEnvironment environment) {
    this(side, ExchangeRecord.Purpose.MESSAGE, environment);
  }

  public LineRun(Side side, ExchangeRecord.Purpose purpose, ExchangeEnvironment environment) {
    this.side = side;
    this.purpose = purpose;
    this.server =
        switch (side) {
          case CONSUMER -> Origin.CONSUMER;
          case PROVIDER -> Origin.PROVIDER;
        };
    this.origin = server;
    this.environment = environment;
  }

  /** How a run ended. */
  private sealed interface Ending {
    record Well() implements Ending {}

    record Refused(FaultReport report) implements Ending {}

    record RefusedElsewhere(PeerFault fault) implements Ending {}
  }

  /**
   * Runs the line to its end, whatever comes. What it held is given back before the caller is told,
   * and the exchange is remembered even when the caller is gone.
   */
  public void execute(Line line, Teller teller) throws IOException {
    Instant start = environment.clock().instant();
    Ending ending = run(line);
    try {
      switch (ending) {
        case Ending.Well() -> {}
        case Ending.Refused(FaultReport report) -> teller.tell(report);
        case Ending.RefusedElsewhere(PeerFault fault) -> teller.passOn(fault);
      }
    } finally {
      environment.monitor().accept(record(start, ending));
    }
  }

  private Ending run(Line line) {
    try (BatchSigner.UnderWay _ = environment.signMessage().begin();
        Scope scope = new Scope()) {
      line.run(scope, this);
      return new Ending.Well();
    } catch (PeerFault e) {
      return new Ending.RefusedElsewhere(e);
    } catch (Fault e) {
      return new Ending.Refused(report(e, originOf(e), environment.newId().get()));
    } catch (IOException | RuntimeException e) {
      return new Ending.Refused(failed(e));
    }
  }

  /** Runs one stage. */
  public <I, O> O stage(Stage<? super I, O> stage, I input) throws IOException {
    return timer.run(stage, input);
  }

  /** Runs the stage whose refusals are the caller's own mistake, not this server's. */
  public <I, O> O stageOfCaller(Stage<? super I, O> stage, I input) throws IOException {
    origin = Origin.CLIENT;
    O result = timer.run(stage, input);
    origin = server;
    return result;
  }

  /** From here on the exchange is known by its request. */
  public void isAbout(Message message) {
    request = Optional.of(CarriedMessage.alone(message));
  }

  /** The id that both servers know this exchange by. */
  public void isKnownAs(String id) {
    requestId = Optional.of(id);
  }

  /** The request was received or sent to its end. */
  public void hasCarried(Message message, Parts parts) {
    request = Optional.of(CarriedMessage.of(message, parts));
  }

  /** The next that happens is that the request leaves this server. */
  public void requestLeaves() {
    requestOut = Optional.of(environment.clock().instant());
  }

  /** There is an answer from where the request went. */
  public void responseCame() {
    responseIn = Optional.of(environment.clock().instant());
  }

  /** The next that happens is that the response leaves this server. */
  public void responseLeaves() {
    responseOut = Optional.of(environment.clock().instant());
  }

  /** The response was received or sent to its end. */
  public void isAnsweredBy(Message message, Parts parts) {
    response = Optional.of(CarriedMessage.of(message, parts));
  }

  /** What fails inside this server is never the caller's mistake. */
  private Origin originOf(Fault fault) {
    return fault.code() == FaultCode.INTERNAL_ERROR || fault.code() == FaultCode.IO_ERROR
        ? server
        : origin;
  }

  /** A connection that ends, stalls or brings nonsense is daily life, and the caller may know. */
  private FaultReport failed(Exception cause) {
    String id = environment.newId().get();
    FaultCode code = UnexpectedFailure.code(cause);
    if (UnexpectedFailure.isOfAConnection(cause)) {
      LOG.debug("Exchange {} broke off", id, cause);
      return report(new Fault(code, "Connection failed: " + cause.getMessage(), cause), server, id);
    }
    LOG.error("Exchange {} failed", id, cause);
    Fault fault = new Fault(code, "Unexpected failure, see the server's log under " + id);
    return report(fault, server, id);
  }

  private FaultReport report(Fault fault, Origin whose, String id) {
    return fault.at(whose, environment.faults(), id);
  }

  /** The other security server of this exchange, by the address that was really used (C-062). */
  public void isWith(InetSocketAddress address) {
    peer = Optional.of(address);
  }

  private ExchangeRecord record(Instant start, Ending ending) {
    Optional<FaultReport> fault =
        switch (ending) {
          case Ending.Well() -> Optional.empty();
          case Ending.Refused(FaultReport report) -> Optional.of(report);
          case Ending.RefusedElsewhere(PeerFault elsewhere) -> Optional.of(elsewhere.report());
        };
    Moments moments =
        new Moments(start, requestOut, responseIn, responseOut, environment.clock().instant());
    return new ExchangeRecord(
        side, purpose, moments, requestId, request, response, peer, fault, timer.times());
  }
}
