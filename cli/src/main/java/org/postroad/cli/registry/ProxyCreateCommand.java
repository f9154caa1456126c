// SPDX-License-Identifier: MIT
package org.postroad.cli.registry;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.postroad.cli.output.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code postroad registry proxy create}. */
@Command(
    name = "create",
    description = "Makes an instance that follows one registry.",
    mixinStandardHelpOptions = true)
final class ProxyCreateCommand implements Callable<Integer> {
  @Mixin private ProxyOptions options = new ProxyOptions();
  @Mixin private ProxyInstanceOption instance = new ProxyInstanceOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    ProxyInstance made = instance.of(options.home());
    made.create();
    PrintWriter out = spec.commandLine().getOut();
    out.println("Made " + Printable.escape(made.folder().toString()));
    out.println(
        "Next: put the registry's anchor at " + Printable.escape(made.anchorFile().toString()));
    out.println("      and make a key: postroad registry proxy add-key");
    out.flush();
    return 0;
  }
}
