// SPDX-License-Identifier: MIT
package org.postroad.cli.apply;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.postroad.cli.administration.Api;
import org.postroad.cli.administration.Exit;
import org.postroad.cli.output.Documents;
import org.postroad.cli.output.QuietOption;
import org.postroad.cli.server.admin.ServerAccess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code postroad export}: a running server as the tree that changes nothing of it. */
@Command(
    name = "export",
    description = {
      "Prints the tree of a security server as it is. Applied to the same server",
      "it changes nothing; what a default says is left out, and private keys never",
      "leave the server."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done",
      "1:not done, the reason is on standard error",
      "2:wrong usage",
      "4:the server cannot be reached",
      "5:refused by the roles of the token"
    })
public final class ExportCommand implements Callable<Integer> {
  @Mixin private QuietOption quiet = new QuietOption();
  @Mixin private ServerAccess access = new ServerAccess();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    try (Api api = access.open()) {
      String tree = Documents.yaml(DeclarationApi.export(api));
      var out = spec.commandLine().getOut();
      if (!quiet.isGiven()) {
        out.println("# yaml-language-server: $schema=server-tree.schema.json");
      }
      out.println(tree);
      out.flush();
      return Exit.DONE;
    }
  }
}
