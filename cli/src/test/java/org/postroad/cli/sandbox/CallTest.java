// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postroad.cli.launch.Typed;
import org.postroad.securityserver.ServerDirectory;
import org.postroad.testing.TestKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code postroad call} against a running instance, and every command of docs/calling.md. */
@ExtendWith(SharedSandbox.class)
final class CallTest {
  private static final String POPULATION = "SANDBOX/GOV/70000001/population/";
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  private final RunningSandbox running;
  @TempDir private Path folder;

  CallTest(RunningSandbox running) {
    this.running = running;
  }

  @BeforeEach
  void write() throws IOException {
    String code = running.sandbox().someCode();
    Files.writeString(
        folder.resolve("search.json"),
        "{\"familyName\":\"" + running.sandbox().someFamilyName() + "\"}");
    Files.writeString(
        folder.resolve("person.xml"),
        "<?xml version=\"1.0\"?>\n<personDetails xmlns=\"urn:population:registry:v1\"><code>"
            + code
            + "</code></personDetails>\n");
    Files.writeString(
        folder.resolve("store.xml"),
        "<storeDocuments xmlns=\"urn:population:registry:v1\"><code>"
            + code
            + "</code></storeDocuments>");
    Files.write(folder.resolve("scan.pdf"), new byte[1000]);
    Files.write(folder.resolve("photo.png"), new byte[2000]);
  }

  private String[] call(String... arguments) {
    return Stream.concat(
            Stream.concat(Stream.of("call"), Stream.of(arguments)),
            Stream.of(
                "--server",
                running.sandbox().consumerUrl().toString(),
                "--client",
                "SANDBOX/GOV/70000002/tax"))
        .toArray(String[]::new);
  }

  static Stream<String> documented() throws IOException {
    return Files.readAllLines(Path.of("..", "docs", "calling.md")).stream()
        .filter(line -> line.startsWith("    postroad call ") && !line.contains("…"))
        .map(String::strip);
  }

  @ParameterizedTest
  @MethodSource("documented")
  void everyCommandOfThePageDoesWhatItShould(String command) {
    List<String> words = new ArrayList<>();
    for (Matcher word = WORD.matcher(command); word.find(); ) {
      String text = word.group(1) == null ? word.group(2) : word.group(1);
      boolean file = text.matches("\\w+\\.(xml|json|pdf|png)(;.*)?");
      words.add(file ? folder.resolve(text).toString() : text);
    }
    Typed typed = Typed.run(call(words.subList(2, words.size()).toArray(String[]::new)));
    assertEquals(0, typed.exitCode(), typed.err());
    assertFalse(typed.out().isEmpty());
    assertEquals(words.contains("--verbose"), !typed.err().isEmpty(), typed.err());
  }

  @Test
  void aRestAnswerIsPrintedAndToldAbout() {
    String path = "/people/" + running.sandbox().someCode();
    JsonNode person =
        JsonMapper.shared().readTree(Typed.answer(call("rest", POPULATION + "people", path)));
    assertEquals(running.sandbox().someCode(), person.path("code").asString());
    Typed verbose = Typed.run(call("rest", POPULATION + "people", path, "-v", "--id", "call-rest"));
    assertTrue(verbose.err().contains("* service: " + POPULATION + "people\n"), verbose.err());
    assertTrue(verbose.err().contains("* id: call-rest\n"), verbose.err());
    assertTrue(verbose.err().contains("* status: 200 in "), verbose.err());
    JsonNode report = Typed.json(call("rest", POPULATION + "people", path, "-o", "json"));
    assertEquals(200, report.path("status").asInt());
    assertEquals(person, JsonMapper.shared().readTree(report.path("body").asString()));
    assertEquals(0, report.path("fault").size());
  }

  @Test
  void methodHeadersParametersAndBodyReachTheService() throws IOException {
    Path sent = Files.write(folder.resolve("sent"), new byte[] {0, 1, 2, (byte) 255});
    Path saved = folder.resolve("saved");
    String[] typed =
        call(
            "rest",
            POPULATION + "echo",
            "a%20b",
            "-X",
            "PUT",
            "-H",
            "X-Own: one",
            "--query",
            "q=ä&b",
            "--query",
            "r=",
            "--content-type",
            "application/octet-stream",
            "--body",
            sent.toString(),
            "--id",
            "call-echo",
            "--user-id",
            "EE1",
            "--save",
            saved.toString());
    assertEquals("", Typed.answer(typed));
    assertArrayEquals(Files.readAllBytes(sent), Files.readAllBytes(saved));
    AgencyService.Call call = running.service().call("call-echo");
    assertEquals("PUT", call.method());
    assertEquals("/echo/base/a%20b?q=%C3%A4%26b&r=", call.target());
    assertEquals("one", call.header("X-own"));
    assertEquals("EE1", call.header("X-road-userid"));
    assertEquals("application/octet-stream", call.header("Content-type"));
    assertTrue(Typed.refusal(2, typed).contains("saved"));
  }

  @Test
  void whatIsNoTextIsNotPrinted() {
    Typed typed =
        Typed.run(
            call("rest", POPULATION + "echo", "--body", folder.resolve("scan.pdf").toString()));
    assertEquals(0, typed.exitCode());
    assertEquals("", typed.out());
    assertEquals("The answer is no text but 1000 bytes; see --save\n", typed.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rest statistics /births | 3 | the security server of the service says"
            + " server.serverproxy.access_denied: | has no right to this service",
        "rest nothing / | 3 | server.serverproxy.unknown_service: | has no service of this code",
        "rest personDetails / | 3 | server.serverproxy.service_type: | of the other kind",
        "rest people /people/none | 1 | '' | ''",
        "rest status /503 | 1 | '' | ''",
        "rest disabled / | 3 | disabled: closed on Sundays | switched",
        "rest stopped / | 3 | server.serverproxy.network_error: | does not reach the service",
      })
  void errorsAreExplained(String typed, int exitCode, String fault, String explanation) {
    String[] words = typed.split(" ", -1);
    String err = Typed.refusal(exitCode, call(words[0], POPULATION + words[1], words[2]));
    assertTrue(err.contains(fault), err);
    assertTrue(err.contains(explanation), err);
  }

  private String element(String name) throws IOException {
    Path file = folder.resolve(name + ".xml");
    return Files.writeString(file, "<p:" + name + " xmlns:p=\"urn:any\"/>").toString();
  }

  @Test
  void ofSoapTheFaultsOfServersAndOfServicesAreToldApart() throws IOException {
    String body = folder.resolve("person.xml").toString();
    Typed own = Typed.run(call("soap", POPULATION + "failing", "--body", element("failing")));
    assertEquals(1, own.exitCode(), own.err());
    assertTrue(own.out().contains("Not today"), own.out());
    assertTrue(own.err().startsWith("postroad: the service says "), own.err());
    Typed nowhere =
        Typed.run(call("soap", POPULATION + "stoppedSoap", "--body", element("stoppedSoap")));
    assertEquals(3, nowhere.exitCode(), nowhere.err());
    String other = Typed.refusal(3, call("soap", POPULATION + "failing", "--body", body));
    assertTrue(other.contains("is not called like the service"), other);
    String stranger =
        Typed.refusal(
            3,
            "call",
            "soap",
            POPULATION + "personDetails",
            "--body",
            body,
            "--server",
            running.sandbox().consumerUrl().toString(),
            "--client",
            "SANDBOX/GOV/1/nobody");
    assertTrue(stranger.startsWith("postroad: the security server that was called says"), stranger);
    assertTrue(stranger.contains("--client is no client of this security server"), stranger);
  }

  @Test
  void anEnvelopeGoesAsItIsAndAttachmentsComeBack() throws IOException {
    Path envelope =
        Files.write(
            folder.resolve("envelope.xml"), running.envelope("call-attachments", "attachments"));
    Path kept = folder.resolve("kept");
    JsonNode report =
        Typed.json(
            call(
                "soap",
                "--body",
                envelope.toString(),
                "--save-attachments",
                kept.toString(),
                "-o",
                "json"));
    assertEquals("call-attachments", report.path("id").asString());
    assertEquals(1, report.path("attachments").asInt());
    assertTrue(report.path("body").asString().contains("attachmentsResponse"));
    assertArrayEquals(
        "\u0089PNG\r\n--almost".getBytes(StandardCharsets.ISO_8859_1),
        Files.readAllBytes(kept.resolve("attachment-1")));
    String refused =
        Typed.refusal(2, call("soap", "--body", folder.resolve("person.xml").toString()));
    assertTrue(refused.contains("the body must be a whole SOAP envelope"), refused);
  }

  /** To the HTTPS port, as the client that must show a certificate there. */
  private String[] secured(String certificate, String... more) {
    String[] typed = {
      "call",
      "rest",
      POPULATION + "people",
      "/people/" + running.sandbox().someCode(),
      "--server",
      "https://127.0.0.3:" + running.sandbox().ports().consumerHttps() + "/",
      "--client",
      InformationSystems.AUTHENTICATED.toString(),
      "--server-certificate",
      certificate
    };
    return Stream.concat(Stream.of(typed), Stream.of(more)).toArray(String[]::new);
  }

  private Path keystore(TestKey key, String password) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    Certificate[] chain = {key.certificate()};
    store.setKeyEntry("client", key.privateKey(), password.toCharArray(), chain);
    Path file = Files.createTempFile(folder, "client", ".p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, password.toCharArray());
    }
    return file;
  }

  @Test
  void overHttpsBothSidesShowWhoTheyAre() throws IOException, GeneralSecurityException {
    String shown =
        new ServerDirectory(running.home().server(Topology.TAX))
            .internalTlsCertificate()
            .toString();
    String password = Files.writeString(folder.resolve("password"), "a secret\nmore").toString();
    String keys = keystore(running.informationSystems().key(), "a secret").toString();
    String[] keystore = {"--keystore", keys, "--keystore-password-file", password};
    String answer = Typed.answer(secured(shown, keystore));
    assertTrue(answer.contains(running.sandbox().someCode()), answer);
    String refused = Typed.refusal(3, secured(shown));
    assertTrue(refused.contains("may only call over HTTPS, with a certificate"), refused);
    String other =
        new ServerDirectory(running.home().server(Topology.POPULATION))
            .internalTlsCertificate()
            .toString();
    assertTrue(Typed.refusal(2, secured(other, keystore)).startsWith("postroad: https://127.0"));
    assertTrue(
        Typed.refusal(2, secured(shown, "--keystore", keys))
            .contains("Say where the password of the keystore is"));
    String wrong = Files.writeString(folder.resolve("wrong"), "another").toString();
    String unopened =
        Typed.refusal(2, secured(shown, "--keystore", keys, "--keystore-password-file", wrong));
    assertTrue(unopened.startsWith("postroad: Cannot prepare TLS: "), unopened);
    assertFalse(unopened.contains("another"), unopened);
  }

  @Test
  void aTemplateCanBeTypedAsItIs() {
    String all = Typed.answer(call("--template", POPULATION + "people"));
    assertTrue(
        all.startsWith(
            """
            # GET /people/{code}: One person
            postroad call rest SANDBOX/GOV/70000001/population/people '/people/{code}'
            """),
        all);
    assertTrue(
        all.contains("/people/search --body - <<'EOF'\n{\n  \"familyName\" : \"string\"\n}\nEOF\n"),
        all);
    assertTrue(all.endsWith("--content-type application/octet-stream --body FILE\n"), all);
    String soap = Typed.answer(call("--template", POPULATION + "personDetails"));
    assertEquals(
        """
        # personDetails
        postroad call soap SANDBOX/GOV/70000001/population/personDetails --body - <<'EOF'
        <personDetails xmlns="urn:population:registry:v1">
          <code>string</code>
        </personDetails>
        EOF
        """,
        soap);
    String none = Typed.refusal(2, call("--template", POPULATION + "statistics"));
    assertTrue(none.startsWith("postroad: The service has no description: getOpenAPI says"), none);
  }

  @Test
  void whatIsMissingIsSaid() {
    String service = POPULATION + "people";
    assertTrue(
        Typed.refusal(2, "call", "rest", service).contains("Say which security server to call"));
    assertTrue(
        Typed.refusal(2, "call", "rest", service, "--server", "http://127.0.0.1:1/")
            .contains("Say who calls: --client ID"));
    assertTrue(Typed.refusal(2, "call").contains("Say what to do: rest, soap or --template"));
    assertTrue(Typed.refusal(2, call("soap", service)).contains("Say what to send"));
    assertTrue(
        Typed.refusal(2, call("rest", service, "-H", "broken")).contains("expected 'NAME: VALUE'"));
    assertTrue(
        Typed.refusal(2, call("rest", service, "--query", "x")).contains("expected NAME=VALUE"));
    assertTrue(Typed.refusal(2, call("rest", "people")).contains("Say which instance: --anchor"));
    assertTrue(
        Typed.refusal(
                2,
                "call",
                "rest",
                service,
                "--server",
                "https://127.0.0.1:1/",
                "--client",
                "SANDBOX/GOV/70000002/tax")
            .contains("Say what the server shows over HTTPS"));
  }
}
