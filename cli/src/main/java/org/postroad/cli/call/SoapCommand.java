// SPDX-License-Identifier: MIT
package org.postroad.cli.call;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.message.SoapAttachment;
import org.postroad.protocol.message.SoapMultipart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code postroad call soap}: a request to a SOAP service. */
@Command(
    name = "soap",
    description = {
      "Sends a request to a SOAP service and prints the envelope of the answer.",
      "",
      "The body is the one element inside soap:Body; the envelope with its header is",
      "put around it. A body that is an envelope already goes as it is, and needs no",
      "SERVICE."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the service answered",
      "1:the service answered with a fault of its own",
      "2:nothing was sent, or no answer came",
      "3:a security server refused it"
    })
final class SoapCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SERVICE",
      description = "INSTANCE/CLASS/MEMBER[/SUBSYSTEM]/CODE, or words to find it by.")
  private Optional<String> service = Optional.empty();

  @Option(
      names = "--attach",
      paramLabel = "FILE[;TYPE]",
      description = "A file to attach, with its type; can be repeated.")
  private List<String> attachments = List.of();

  @Option(
      names = "--save-attachments",
      paramLabel = "DIR",
      description = "Write what is attached to the answer there, as attachment-1 and so on.")
  private Optional<Path> saveAttachments = Optional.empty();

  @Mixin private RequestBody body = new RequestBody();
  @Mixin private ClientPort port = new ClientPort();
  @Mixin private CalledService called = new CalledService();
  @Mixin private AnswerOutput output = new AnswerOutput();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    byte[] content = body.read().orElseThrow(() -> new CallFailed("Say what to send: --body FILE"));
    SoapRequest request = request(content);
    Answer answer = port.send(request.with(parts()).to(port));
    Received received = received(answer);
    Outcome outcome = Outcome.ofSoap(answer, received.envelope());
    Map<String, String> shown =
        answer.headers().map().entrySet().stream()
            .collect(
                Collectors.toMap(Map.Entry::getKey, each -> String.join(", ", each.getValue())));
    var report =
        new AnswerOutput.Report(
            request.service(),
            request.client(),
            request.id(),
            answer.status(),
            answer.took().toMillis(),
            shown,
            answer.body().length,
            output.saves() ? "" : Answer.text(received.type(), received.envelope()).orElse(""),
            received.attachments(),
            outcome.fault().stream().toList());
    return output.print(spec.commandLine(), report, received.envelope(), outcome);
  }

  private SoapRequest request(byte[] content) {
    if (service.isEmpty()) {
      return SoapRequest.whole(content);
    }
    ServiceId id = called.find(service.get(), "SOAP"::equals);
    return SoapRequest.around(content, id, port);
  }

  private List<SoapRequest.Part> parts() throws IOException {
    List<SoapRequest.Part> parts = new ArrayList<>();
    for (String attachment : attachments) {
      int semicolon = attachment.indexOf(';');
      Path file = Path.of(semicolon < 0 ? attachment : attachment.substring(0, semicolon));
      String type =
          semicolon < 0 ? "application/octet-stream" : attachment.substring(semicolon + 1).strip();
      if (!Files.isReadable(file)) {
        throw new CallFailed("Cannot read " + file);
      }
      parts.add(new SoapRequest.Part(type, Files.readAllBytes(file)));
    }
    return parts;
  }

  /** The envelope of an answer, its type, and how much was attached. */
  private record Received(byte[] envelope, String type, int attachments) {}

  private Received received(Answer answer) throws IOException {
    String type = answer.contentType();
    if (type.isEmpty() || !SoapMultipart.isMultipart(type)) {
      return new Received(answer.body(), type, 0);
    }
    try {
      SoapMultipart parts = SoapMultipart.read(new ByteArrayInputStream(answer.body()), type);
      int count = 0;
      for (var next = parts.next(); next.isPresent(); next = parts.next()) {
        count++;
        save(next.get(), count);
      }
      return new Received(parts.message().bytes(), parts.messageContentType(), count);
    } catch (Fault malformed) {
      throw new CallFailed("The answer cannot be read: " + malformed.text());
    }
  }

  private void save(SoapAttachment attachment, int number) throws IOException {
    if (saveAttachments.isPresent()) {
      Path file = Files.createDirectories(saveAttachments.get()).resolve("attachment-" + number);
      Files.write(file, attachment.body().readAllBytes(), StandardOpenOption.CREATE_NEW);
    }
  }
}
