// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.util.List;
import java.util.Optional;
import org.postroad.protocol.token.KeyKind;

/** What a run may have found. */
final class ReportFixtures {

  private ReportFixtures() {}

  static KeyRun run(KeyKind kind) {
    return run(kind, Optional.of(100L << 20), Optional.of(300L << 20));
  }

  static KeyRun run(KeyKind kind, Optional<Long> residentBefore, Optional<Long> residentAfterLoad) {
    return run(kind, new WarmUp(30, true, 0.01), residentBefore, residentAfterLoad);
  }

  static KeyRun run(KeyKind kind, WarmUp warmUp) {
    return run(kind, warmUp, Optional.empty(), Optional.empty());
  }

  static KeyRun run(Measurement servers) {
    return run(
        KeyKind.EC_P256, new WarmUp(30, true, 0.01), servers, Optional.empty(), Optional.empty());
  }

  private static KeyRun run(
      KeyKind kind,
      WarmUp warmUp,
      Optional<Long> residentBefore,
      Optional<Long> residentAfterLoad) {
    Measurement servers = measurement(1_000, 500, Optional.of(20.0));
    return run(kind, warmUp, servers, residentBefore, residentAfterLoad);
  }

  private static KeyRun run(
      KeyKind kind,
      WarmUp warmUp,
      Measurement servers,
      Optional<Long> residentBefore,
      Optional<Long> residentAfterLoad) {
    Measurement relay = measurement(4_000, 100, Optional.empty());
    return new KeyRun(
        Optional.of(kind.name()),
        Optional.of(new KeyOperations("a provider", 1_000, 20_000)),
        Optional.of(new KeyRun.Startup(0.7, residentBefore)),
        warmUp,
        List.of(
            KeyRun.Row.of(Workload.SOAP, 1, servers, Optional.of(relay)),
            KeyRun.Row.of(Workload.SOAP, 32, servers, Optional.of(relay)),
            KeyRun.Row.of(Workload.SOAP, 128, servers, Optional.of(relay))),
        List.of(KeyRun.Paced.of(Workload.SOAP, 500, servers)),
        List.of(
            new KeyRun.Large(
                1L << 30, 2e8, Optional.of(4e8), Optional.of(0.5), Optional.of(20L << 20))),
        residentAfterLoad);
  }

  static Measurement measurement(
      double perSecond, double cpuMicros, Optional<Double> messagesPerKeyOperation) {
    return new Measurement(
        perSecond,
        2.0,
        8.0,
        9.0,
        4e6,
        0,
        Optional.empty(),
        25,
        30,
        Optional.of(
            new Measurement.Usage(
                cpuMicros, 0.01, 0.02, 50L << 20, 300L << 20, messagesPerKeyOperation)));
  }
}
