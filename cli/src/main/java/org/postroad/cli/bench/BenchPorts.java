// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import picocli.CommandLine.Option;

/** Where what is measured listens. */
final class BenchPorts {

  @Option(
      names = "--port-base",
      paramLabel = "PORT",
      defaultValue = "${env:POSTROAD_BENCH_PORT_BASE:-18200}",
      description = "First of the ports used, if they are free (${DEFAULT-VALUE}).")
  int base;
}
