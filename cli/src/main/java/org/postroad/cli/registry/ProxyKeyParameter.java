// SPDX-License-Identifier: MIT
package org.postroad.cli.registry;

import picocli.CommandLine.Parameters;

/** Which key of an instance is meant; mixed in with {@code @Mixin}. */
final class ProxyKeyParameter {

  @Parameters(paramLabel = "ID", description = "The key, as `show` names it.")
  String id = "";
}
