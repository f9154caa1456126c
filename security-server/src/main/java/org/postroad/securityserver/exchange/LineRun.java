// SPDX-License-Identifier: MIT
package org.postroad.securityserver.exchange;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.fault.Origin;
import org.postroad.protocol.fault.PeerFault;
import org.postroad.protocol.message.Message;
import org.postroad.securityserver.messagelog.Side;
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
  private final Origin server;
  private final ExchangeEnvironment environment;
  private final StageTimer timer = new StageTimer();
  private Origin origin;
  private Optional<Message> request = Optional.empty();

  public LineRun(Side side, ExchangeEnvironment environment) {
    this.side = side;
    this.server =
        switch (side) {
          case CONSUMER -> Origin.CONSUMER;
          case PROVIDER -> Origin.PROVIDER;
        };
    this.origin = server;
    this.environment = environment;
  }

  /** Runs the line to its end, whatever comes. */
  public void execute(Line line, Teller teller) throws IOException {
    Instant start = environment.clock().instant();
    Optional<FaultReport> fault = Optional.empty();
    try (Scope scope = new Scope()) {
      line.run(scope, this);
    } catch (PeerFault e) {
      fault = Optional.of(e.report());
      teller.passOn(e);
    } catch (Fault e) {
      fault = Optional.of(e.at(origin, environment.newId().get()));
      teller.tell(fault.get());
    } catch (IOException e) {
      fault = Optional.of(unexpected(e, FaultCode.IO_ERROR));
      teller.tell(fault.get());
    } catch (RuntimeException e) {
      fault = Optional.of(unexpected(e, FaultCode.INTERNAL_ERROR));
      teller.tell(fault.get());
    }
    environment.monitor().accept(record(start, fault));
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
    request = Optional.of(message);
  }

  private FaultReport unexpected(Exception cause, FaultCode code) {
    String id = environment.newId().get();
    LOG.error("Exchange {} failed", id, cause);
    return new Fault(code, "Unexpected failure, see the server's log under " + id).at(server, id);
  }

  private ExchangeRecord record(Instant start, Optional<FaultReport> fault) {
    Duration duration = Duration.between(start, environment.clock().instant());
    return new ExchangeRecord(side, start, duration, request, fault, timer.times());
  }
}
