// SPDX-License-Identifier: MIT
package org.postroad.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.mime.MultipartLimits;
import org.postroad.protocol.transport.TransportLimits;
import org.postroad.securityserver.ServerSettings;
import org.postroad.securityserver.conf.ServiceDescription;
import org.postroad.securityserver.net.HttpLimits;

/** {@code docs/limits.md} gives the limits that the settings and the constants have. */
class LimitsDocumentTest {
  private static final Path PAGE = Path.of("..", "docs", "limits.md");

  /** What is limited, its value as it is printed, the setting that changes it, what is said. */
  private record Limit(String what, String value, String setting, String told) {

    static Limit bytes(String what, String setting, String told) {
      return new Limit(what, inBytes(valueOf(setting)), "`" + setting + "`", told);
    }

    static Limit count(String what, String setting, String told) {
      return new Limit(what, valueOf(setting).toString(), "`" + setting + "`", told);
    }

    static Limit time(String what, String setting, String told) {
      return new Limit(what, inSeconds(valueOf(setting)), "`" + setting + "`", told);
    }

    static Limit fixed(String what, String value, String told) {
      return new Limit(what, value, "", told);
    }

    String row() {
      return "| %s | %s | %s | %s |".formatted(what, value, setting, told);
    }
  }

  @Test
  void sizesOnThePageAreThoseOfTheCode() throws IOException {
    TransportLimits transport = TransportLimits.DEFAULT;
    MultipartLimits multipart = MultipartLimits.DEFAULT;
    assertOnPage(
        Limit.bytes(
            "one REST body, one SOAP attachment",
            "bodies.largest",
            "`invalid_message`: Body is larger than the … bytes allowed"),
        Limit.bytes(
            "one body in the message log",
            "log.maxLoggableBytes",
            "`logging_failed`: Message size (Message attachment size) exceeds maximum loggable"
                + " size"),
        Limit.bytes("of one body in memory", "bodies.memory", "nothing, it moves to a file"),
        Limit.bytes(
            "all bodies waiting on disk", "bodies.spool", "`io_error`: No room for the body"),
        Limit.bytes(
            "disk that bodies leave free", "bodies.reserve", "`io_error`: No room for the body"),
        Limit.bytes(
            "disk that messages leave free to time-stamps, checkpoints and an orderly end",
            "log.journal.reserveBytes",
            "`logging_failed`: Message could not be logged: the disk of the message log is almost"
                + " full"),
        Limit.bytes(
            "SOAP envelope",
            "messages.envelope",
            "`invalid_soap`: SOAP message is larger than … bytes"),
        Limit.count(
            "SOAP attachments of one message",
            "messages.attachments",
            "`invalid_message`: More than … attachments in one message"),
        Limit.fixed(
            "header of one MIME part",
            inBytes(multipart.headerBytes()) + ", " + multipart.headerFields() + " fields",
            "`mime_parsing_failed`"),
        Limit.fixed(
            "OCSP responses with one message",
            transport.maxOcspResponses() + " of " + inBytes(transport.maxOcspBytes()),
            "`invalid_message`"),
        Limit.fixed(
            "signature, hash chain",
            inBytes(transport.maxSignatureBytes()) + " each",
            "`invalid_message`"),
        Limit.bytes(
            "request line and header fields", "clientPort.headBytes", "HTTP status 431, closed"),
        Limit.count("header fields", "clientPort.headFields", "HTTP status 431, closed"),
        Limit.count(
            "connections of one port",
            "clientPort.connections",
            "nothing, newcomers wait in the operating system's queue"));
  }

  @Test
  void timesOnThePageAreThoseOfTheCode() throws IOException {
    assertOnPage(
        Limit.time("TLS handshake", "clientPort.handshake", "closed"),
        Limit.time(
            "request line and header fields, from their first byte",
            "clientPort.head",
            "HTTP status 408, closed"),
        Limit.time(
            "SOAP envelope, from the start of the request",
            "messages.envelopeTime",
            "`internal_error`: Reading SOAP from request timed out"),
        Limit.time(
            "next bytes of a body from an information system",
            "clientPort.body",
            "`io_error`: Connection failed: the peer sent nothing in time"),
        Limit.time(
            "next bytes of a body from a security server",
            "serverPort.body",
            "`io_error`: Connection failed: the peer sent nothing in time"),
        Limit.fixed(
            "average of a body once that time was spent waiting",
            HttpLimits.SLOWEST_BYTES_PER_SECOND + " bytes/s",
            "the same"),
        Limit.time("whole request", "clientPort.request", "the same"),
        Limit.time(
            "connection of an information system without a request", "clientPort.idle", "closed"),
        Limit.time(
            "connection of a security server without a request", "serverPort.idle", "closed"),
        Limit.fixed(
            "connection to a service or to another security server between two requests",
            inSeconds(HttpLimits.CLIENT.idle())
                + ", or a second less than its `Keep-Alive: timeout` says",
            "closed; the next request makes a new one"),
        Limit.time(
            "an information system takes nothing of its response", "clientPort.write", "cut off"),
        Limit.time("connecting to another security server", "peers.connect", "`network_error`"),
        Limit.time(
            "next bytes of the response of another security server",
            "peers.read",
            "`io_error`: Connection failed: the peer sent nothing in time"),
        Limit.fixed(
            "connecting to a service, next bytes of its response",
            inSeconds(ServiceDescription.Service.DEFAULT_TIMEOUT) + ", set for each service",
            "`network_error`"),
        Limit.time("exchanges under way when a server stops", "clientPort.drain", "cut off"));
  }

  private static void assertOnPage(Limit... limits) throws IOException {
    String table =
        Stream.concat(
                Stream.of(
                    "| what | at most | setting | whoever exceeds it is told |",
                    "|---|---|---|---|"),
                Arrays.stream(limits).map(Limit::row))
            .collect(Collectors.joining("\n"));
    String page = Files.readString(PAGE);
    assertTrue(page.contains("\n" + table + "\n"), () -> PAGE + " should have:\n" + table);
  }

  /** The value of a setting nobody changed, found by the names of the records' components. */
  private static Object valueOf(String setting) {
    Object value = ServerSettings.DEFAULT;
    for (String name : List.of(setting.split("\\.", -1))) {
      value = component(value, name);
    }
    return value;
  }

  private static Object component(Object record, String name) {
    RecordComponent component =
        Arrays.stream(record.getClass().getRecordComponents())
            .filter(each -> each.getName().equals(name))
            .findFirst()
            .orElseThrow(() -> new AssertionError(record.getClass() + " has no " + name));
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("cannot read " + name, e);
    }
  }

  private static String inBytes(Object value) {
    long bytes = ((Number) value).longValue();
    if (bytes >= 1 << 30 && bytes % (1 << 30) == 0) {
      return (bytes >> 30) + " GiB";
    }
    return bytes % (1 << 20) == 0 ? (bytes >> 20) + " MiB" : (bytes >> 10) + " KiB";
  }

  private static String inSeconds(Object value) {
    Duration time = (Duration) value;
    return time.isZero() ? "no limit" : time.toSeconds() + " s";
  }
}
