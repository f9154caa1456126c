// SPDX-License-Identifier: MIT
package org.postroad.cli.catalog;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.catalog.CatalogedService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postroad catalog get}: a description, as the signed catalogue names it. */
@Command(
    name = "get",
    description = {
      "Fetches the description of a service, and gives it only if its digest is the",
      "one in the signed catalogue.",
      "",
      "Needs --anchor. The text is the member's own: control characters in it go to a",
      "file, or a terminal, as they are."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the description is the signed one",
      "1:there is no such service, or it has no description",
      "2:not done",
      "3:what came is not what was signed"
    })
final class GetDescriptionCommand implements Callable<Integer> {
  @Mixin private CatalogSource source = new CatalogSource();
  @Mixin private ServiceParameter service = new ServiceParameter();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "A new file to write it to, instead of printing it.")
  private Optional<Path> save = Optional.empty();

  @Override
  public Integer call() throws IOException {
    List<CatalogedService> meant =
        source.signedServices().services().stream()
            .filter(each -> service.means(each.id()))
            .toList();
    if (meant.isEmpty()) {
      throw CatalogFailed.nothing("The signed catalogue has no such service");
    }
    if (meant.size() > 1) {
      throw CatalogFailed.notDone("The service has several versions; say --service-version");
    }
    Digest digest =
        meant
            .getFirst()
            .description()
            .orElseThrow(() -> CatalogFailed.nothing("The service has no description"));
    byte[] document = source.document("descriptions", digest);
    if (save.isPresent()) {
      Files.write(save.get(), document, StandardOpenOption.CREATE_NEW);
    } else {
      PrintWriter out = spec.commandLine().getOut();
      out.print(new String(document, StandardCharsets.UTF_8));
      out.flush();
    }
    return CatalogExit.DONE;
  }
}
