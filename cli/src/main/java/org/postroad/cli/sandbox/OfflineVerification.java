// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.postroad.cli.audit.VerifyCommand;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs {@code postroad verify --output json} over files, as an auditor would. */
final class OfflineVerification {

  private final Path configuration;
  private final JsonMapper json = JsonMapper.shared();

  OfflineVerification(Path configuration) {
    this.configuration = configuration;
  }

  List<ShownMessage> of(List<LoggedMessage> messages, Function<LoggedMessage, Path> file) {
    JsonNode verdicts = verify(messages.stream().map(file).toList());
    List<ShownMessage> shown = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      LoggedMessage message = messages.get(i);
      JsonNode verdict = verdicts.get(i);
      shown.add(
          new ShownMessage(
              message.call().queryId(),
              message.side(),
              message.kind(),
              message.call().protocol(),
              verdict.path("signer").path("member").asString(""),
              verdict.path("timestamp").path("time").asString(""),
              verdict.path("verdict").asString("").equals("valid"),
              String.valueOf(file.apply(message).getFileName())));
    }
    return shown;
  }

  /** The first failed finding, or nothing if the file is valid. */
  String whyRefused(Path file) {
    for (JsonNode finding : verify(List.of(file)).get(0).path("findings")) {
      if (finding.path("outcome").asString("").equals("fail")) {
        return finding.path("code").asString("") + ": " + finding.path("text").asString("");
      }
    }
    return "";
  }

  private JsonNode verify(List<Path> files) {
    List<String> arguments = new ArrayList<>(List.of("--output", "json"));
    arguments.add("--conf");
    arguments.add(configuration.toString());
    files.forEach(file -> arguments.add(file.toString()));
    StringWriter out = new StringWriter();
    new CommandLine(new VerifyCommand())
        .setOut(new PrintWriter(out, true))
        .execute(arguments.toArray(String[]::new));
    return json.readTree(out.toString());
  }
}
