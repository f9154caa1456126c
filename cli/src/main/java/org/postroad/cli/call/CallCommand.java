// SPDX-License-Identifier: MIT
package org.postroad.cli.call;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.postroad.cli.output.OutputOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code postroad call}: one request, as an information system sends it. */
@Command(
    name = "call",
    description = {
      "Sends one request to a service through your security server, as an information",
      "system does, and prints what comes back.",
      "",
      "With --template, prints instead how a service may be called, made of its",
      "description."
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "[COMMAND]",
    subcommands = {RestCommand.class, SoapCommand.class},
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the service answered, or its template is printed",
      "1:the service answered with an error",
      "2:nothing was sent, or no answer came",
      "3:a security server refused it"
    })
public final class CallCommand implements Callable<Integer> {
  @Option(
      names = "--template",
      paramLabel = "SERVICE",
      description = "Print the requests that this service takes, with example bodies.")
  private Optional<String> template = Optional.empty();

  @Option(
      names = "--operation",
      paramLabel = "WORDS",
      description = "Of the operations that have this in their name alone, such as 'POST /people'.")
  private String operation = "";

  @Mixin private ClientPort port = new ClientPort();
  @Mixin private CalledService called = new CalledService();
  @Mixin private OutputOptions output = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    String service =
        template.orElseThrow(() ->
            new ParameterException(
                spec.commandLine(), "Say what to do: rest, soap or --template SERVICE"));
    String wanted = operation.toLowerCase(Locale.ROOT);
    List<ExampleRequest> examples =
        new Description(port, called.find(service, type -> !type.equals("REST")))
            .examples().stream()
                .filter(each -> each.operation().toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
    if (examples.isEmpty()) {
      throw new CallFailed("The description of " + service + " has no such operation");
    }
    output.answer(spec.commandLine(), examples, out -> print(examples, out));
    return CallExit.DONE;
  }

  private static void print(List<ExampleRequest> examples, PrintWriter out) {
    for (int i = 0; i < examples.size(); i++) {
      if (i > 0) {
        out.println();
      }
      out.println(examples.get(i).shell());
    }
  }
}
