// SPDX-License-Identifier: MIT
package org.postroad.cli.call;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.postroad.protocol.identifier.ServiceId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code postroad call rest}: a request to a REST service. */
@Command(
    name = "rest",
    description = "Sends a request to a REST service and prints the body of the answer.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the service answered",
      "1:the service answered with an error",
      "2:nothing was sent, or no answer came",
      "3:a security server refused it"
    })
final class RestCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "SERVICE",
      description = "INSTANCE/CLASS/MEMBER[/SUBSYSTEM]/CODE, or words to find it by.")
  private String service = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PATH",
      description = "What follows the service, percent-encoded where needed: /people/123.")
  private String path = "";

  @Option(
      names = {"-X", "--method"},
      paramLabel = "METHOD",
      description = "GET if not given, and POST with a body.")
  private Optional<String> method = Optional.empty();

  @Option(
      names = {"-H", "--header"},
      paramLabel = "NAME: VALUE",
      description = "A header for the service; can be repeated.")
  private List<String> headers = List.of();

  @Option(
      names = "--query",
      paramLabel = "NAME=VALUE",
      description = "A query parameter, not encoded; can be repeated.")
  private List<String> query = List.of();

  @Option(
      names = "--content-type",
      paramLabel = "TYPE",
      description = "Of the body (${DEFAULT-VALUE}).")
  private String contentType = "application/json";

  @Mixin private RequestBody body = new RequestBody();
  @Mixin private ClientPort port = new ClientPort();
  @Mixin private CalledService called = new CalledService();
  @Mixin private AnswerOutput output = new AnswerOutput();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    ServiceId id = called.find(service, type -> !type.equals("SOAP"));
    Answer answer = port.send(request(id));
    Outcome outcome = Outcome.ofRest(answer);
    Map<String, String> shown =
        answer.headers().map().entrySet().stream()
            .collect(
                Collectors.toMap(Map.Entry::getKey, each -> String.join(", ", each.getValue())));
    var report =
        new AnswerOutput.Report(
            CalledService.written(id),
            port.client().toString(),
            port.id(),
            answer.status(),
            answer.took().toMillis(),
            shown,
            answer.body().length,
            output.saves() ? "" : answer.text().orElse(""),
            0,
            outcome.fault().stream().toList());
    return output.print(spec.commandLine(), report, answer.body(), outcome);
  }

  private HttpRequest request(ServiceId id) {
    HttpRequest.Builder request =
        port.request("/r1/" + id.encoded() + target())
            .header("X-Road-Client", port.client().encoded())
            .header("X-Road-Id", port.id());
    port.userId().ifPresent(user -> request.header("X-Road-UserId", user));
    headers.forEach(header -> add(request, header));
    Optional<byte[]> content = body.read();
    if (content.isPresent()) {
      request.setHeader("Content-Type", contentType);
    }
    return request
        .method(
            method.orElse(content.isPresent() ? "POST" : "GET"),
            content.map(BodyPublishers::ofByteArray).orElseGet(BodyPublishers::noBody))
        .build();
  }

  private String target() {
    String separated = path.isEmpty() || path.startsWith("/") ? path : '/' + path;
    String parameters = query.stream().map(RestCommand::encoded).collect(Collectors.joining("&"));
    return parameters.isEmpty()
        ? separated
        : separated + (separated.contains("?") ? '&' : '?') + parameters;
  }

  private static String encoded(String parameter) {
    int equals = parameter.indexOf('=');
    if (equals < 1) {
      throw new CallFailed("'" + parameter + "' is no query parameter, expected NAME=VALUE");
    }
    return percent(parameter.substring(0, equals)) + '=' + percent(parameter.substring(equals + 1));
  }

  private static String percent(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static void add(HttpRequest.Builder request, String header) {
    int colon = header.indexOf(':');
    if (colon < 1) {
      throw new CallFailed("'" + header + "' is no header, expected 'NAME: VALUE'");
    }
    try {
      request.header(header.substring(0, colon).strip(), header.substring(colon + 1).strip());
    } catch (IllegalArgumentException refused) {
      throw new CallFailed("The header cannot be sent: " + refused.getMessage());
    }
  }
}
