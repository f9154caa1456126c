// SPDX-License-Identifier: MIT
package org.postroad.cli.registry;

import picocli.CommandLine.Option;

/** Which instance of the proxy is meant; mixed in with {@code @Mixin}. */
final class ProxyInstanceOption {

  @Option(
      names = {"-p", "--instance"},
      paramLabel = "NAME",
      required = true,
      description = "Which of the proxy's instances.")
  private String name = "";

  ProxyInstance of(ProxyHome home) {
    return home.instance(name);
  }
}
