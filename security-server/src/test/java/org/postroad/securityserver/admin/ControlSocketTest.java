// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.securityserver.conf.ConfigurationHistory;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServerConfigurationStore.Saved;
import org.postroad.securityserver.conf.ServerConfigurationStore.Version;

class ControlSocketTest {

  private static final Version FIRST = new Version(1, Instant.EPOCH, "alice", "begins");

  /** Larger than a message over the socket may be. */
  private static final Saved SAVED =
      new Saved(
          FIRST,
          new ServerConfiguration(
              new SecurityServerId(new MemberId("TEST", "GOV", "1"), "server"),
              IntStream.range(0, 4_000)
                  .mapToObj(i -> URI.create("http://time-stamping.test/" + i))
                  .toList(),
              List.of()));

  private static final ConfigurationHistory CONFIGURATION =
      new ConfigurationHistory() {
        @Override
        public List<Version> history() {
          return List.of(FIRST);
        }

        @Override
        public Optional<Saved> version(long number) {
          return number == 1 ? Optional.of(SAVED) : Optional.empty();
        }
      };

  @TempDir private Path directory;
  private final AnyLog log = new AnyLog();

  /** A log whose records are made up; each waits until the test lets it be found. */
  private static final class AnyLog implements LogOperations {
    private volatile CountDownLatch released = new CountDownLatch(0);
    private final CountDownLatch cut = new CountDownLatch(1);

    @Override
    public StatusReport status() {
      return new StatusReport(
          "here",
          true,
          new StatusReport.Journal(Optional.of("id"), 1, 80, 7, List.of()),
          Optional.empty(),
          new StatusReport.Timestamps(Optional.of(1L), Optional.empty(), Optional.of(60L)),
          new StatusReport.Tree(
              Optional.of(7L),
              Optional.of(new StatusReport.Checkpoint(7, Instant.EPOCH, 1)),
              false,
              Optional.empty()),
          List.of(
              new StatusReport.Witness(
                  "w", "http://w/", 5, Optional.empty(), Optional.of(Instant.EPOCH), "down")),
          List.of(new StatusReport.Evidence("evidence-forked-1.json", "forked", true)),
          new StatusReport.Archives(
              1, 6, Optional.of(1L), Optional.of("mlog.zip"), Optional.of(Instant.EPOCH)),
          new StatusReport.Disk(1, Optional.of(2L)),
          List.of(new StatusReport.Problem("disk", "more disk")));
    }

    @Override
    public boolean search(RecordSearch search, Consumer<RecordLine> found, TaskProgress progress) {
      progress.at("looking", 0, search.limit());
      try {
        released.await();
        for (int i = 1; i <= search.limit(); i++) {
          found.accept(ControlSocketTest.line(i));
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      } catch (RuntimeException e) {
        cut.countDown();
        throw e;
      }
      return true;
    }

    @Override
    public RecordReport show(long sequence) throws IOException {
      throw new IOException("no record " + sequence + " \u001b[2J");
    }

    @Override
    public long export(ExportChoice choice, ExportTarget target, TaskProgress progress)
        throws IOException {
      target.open("half.zip").write(new byte[100_000]);
      throw new IOException("the disk has gone");
    }

    @Override
    public long reindex(TaskProgress progress) {
      return 7;
    }

    @Override
    public String prove(long sequence) {
      return "proof of " + sequence;
    }

    @Override
    public ArchiveReport archive(TaskProgress progress) {
      return new ArchiveReport(
          9, 1, List.of(new ArchiveReport.Made("mlog.zip", 9, 80)), 0, List.of("transfer failed"));
    }

    @Override
    public PruneReport prune(TaskProgress progress) {
      return new PruneReport(1, 2, 3);
    }

    @Override
    public void close() {}
  }

  private static RecordLine line(long sequence) {
    return new RecordLine(
        sequence,
        Instant.EPOCH,
        "consumer",
        "request",
        "client",
        "service",
        "query",
        "request",
        Optional.of("user"),
        Optional.empty(),
        Optional.empty(),
        "1",
        false);
  }

  @Test
  void theVersionsOfTheConfigurationAreHandedOut() throws IOException {
    assertEquals(Optional.empty(), ControlledConfiguration.of(directory));
    try (ControlSocket _ = ControlSocket.open(directory, log, CONFIGURATION)) {
      ConfigurationHistory asked = ControlledConfiguration.of(directory).orElseThrow();
      assertEquals(List.of(FIRST), asked.history());
      Saved found = asked.version(1).orElseThrow();
      assertEquals(FIRST, found.version());
      assertEquals(
          SAVED.configuration().timestampServices(), found.configuration().timestampServices());
      assertEquals(Optional.empty(), asked.version(2));
    }
  }

  @Test
  void onlyTheOwnerMayUseIt() throws IOException {
    try (ControlSocket _ = ControlSocket.open(directory, log, CONFIGURATION)) {
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(
              Files.getPosixFilePermissions(directory.resolve("control"))));
      assertEquals(log.status(), client(directory).status());
      try (var left = Files.list(directory)) {
        assertEquals(List.of(directory.resolve("control")), left.toList());
      }
    }
    assertFalse(Files.exists(directory.resolve("control")));
  }

  @Test
  void aSocketThatOthersMayUseIsNotTrusted() throws IOException {
    try (ControlSocket _ = ControlSocket.open(directory, log, CONFIGURATION)) {
      Files.setPosixFilePermissions(
          directory.resolve("control"), PosixFilePermissions.fromString("rw-rw-rw-"));
      String text = assertThrows(IOException.class, () -> client(directory)).toString();
      assertTrue(text.contains("has permissions rw-rw-rw-, expected rw-------"), text);
    }
  }

  @Test
  void itWorksWhereThePathIsTooLongForAnAddress() throws IOException {
    Path deep = Files.createDirectories(directory.resolve("d".repeat(120)).resolve("messagelog"));
    try (ControlSocket _ = ControlSocket.open(deep, log, CONFIGURATION)) {
      assertTrue(Files.exists(deep.resolve("control")));
      assertEquals(log.status(), client(deep).status());
    }
  }

  @Test
  void whatAKilledServerLeftBehindIsReplaced() throws IOException {
    Files.createDirectory(directory.resolve("control.new"));
    Files.createFile(directory.resolve("control.new/s"));
    try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      killed.bind(UnixDomainSocketAddress.of(directory.resolve("control")));
    }
    assertEquals(Optional.empty(), ControlledLog.of(directory));
    try (ControlSocket _ = ControlSocket.open(directory, log, CONFIGURATION)) {
      assertEquals(log.status(), client(directory).status());
    }
  }

  @Test
  void manyResultsComeOneByOneWithProgressBetween() throws IOException {
    try (ControlSocket _ = ControlSocket.open(directory, log, CONFIGURATION)) {
      List<RecordLine> found = new ArrayList<>();
      List<String> progress = new ArrayList<>();
      RecordSearch search = new RecordSearch(RecordFilter.ALL, false, 5_000);
      assertTrue(
          client(directory)
              .search(
                  search,
                  found::add,
                  (doing, done, total) -> progress.add(doing + done + "/" + total)));
      assertEquals(5_000, found.size());
      assertEquals(line(5_000), found.getLast());
      assertEquals(List.of("looking0/5000"), progress);
    }
  }

  @Test
  void whatChangesTheLogIsAskedForTheSameWay() throws IOException {
    try (ControlSocket _ = ControlSocket.open(directory, log, CONFIGURATION)) {
      LogOperations client = client(directory);
      assertEquals(log.reindex(TaskProgress.SILENT), client.reindex(TaskProgress.SILENT));
      assertEquals(log.archive(TaskProgress.SILENT), client.archive(TaskProgress.SILENT));
      assertEquals(log.prune(TaskProgress.SILENT), client.prune(TaskProgress.SILENT));
      assertEquals("proof of 7", client.prove(7));
    }
  }

  @Test
  void aRefusalArrivesWithItsReason() throws IOException {
    try (ControlSocket _ = ControlSocket.open(directory, log, CONFIGURATION)) {
      assertEquals(
          "no record 9 \u001b[2J",
          assertThrows(IOException.class, () -> client(directory).show(9)).getMessage());
    }
  }

  @Test
  void anExportThatBreaksOffIsNoExport() throws IOException {
    try (ControlSocket _ = ControlSocket.open(directory, log, CONFIGURATION)) {
      Fixtures.Kept kept = new Fixtures.Kept();
      assertEquals(
          "the disk has gone",
          assertThrows(
                  IOException.class,
                  () -> client(directory).export(Fixtures.records(1), kept, TaskProgress.SILENT))
              .getMessage());
      assertEquals(100_000, kept.bytes.size());
    }
  }

  @Test
  void aClientThatGoesAwayIsNoTrouble() throws Exception {
    log.released = new CountDownLatch(1);
    try (ControlSocket _ = ControlSocket.open(directory, log, CONFIGURATION)) {
      try (SocketChannel gone = connect()) {
        say(gone, search(100_000));
        assertTrue(gone.read(ByteBuffer.allocate(10)) > 0);
      }
      log.released.countDown();
      log.cut.await();
      assertEquals(log.status(), client(directory).status());
    }
  }

  @Test
  void whatIsNotARequestIsNotAnswered() throws IOException {
    try (ControlSocket _ = ControlSocket.open(directory, log, CONFIGURATION)) {
      List<String> wrong =
          List.of(
              "hello\n",
              "{}\n",
              "{\"version\":1,\"operation\":\"DELETE\",\"arguments\":null}\n",
              "{\"version\":1,\"operation\":0,\"arguments\":null}\n",
              "{\"version\":\"1\",\"operation\":\"STATUS\",\"arguments\":null}\n",
              "{\"version\":1,\"operation\":\"STATUS\",\"arguments\":null,\"more\":1}\n",
              "{\"version\":1,\"version\":1,\"operation\":\"STATUS\",\"arguments\":null}\n",
              "{\"version\":1,\"operation\":\"STATUS\",\"arguments\":null} {}\n",
              "[".repeat(1_000) + "\n",
              "x".repeat(ControlWire.LONGEST_MESSAGE + 1));
      for (String request : wrong) {
        try (SocketChannel channel = connect()) {
          assertEquals("", converse(channel, request), request);
        }
      }
      assertEquals(log.status(), client(directory).status());
    }
  }

  @Test
  void wrongArgumentsAndOtherVersionsAreRefusedInWords() throws IOException {
    try (ControlSocket _ = ControlSocket.open(directory, log, CONFIGURATION)) {
      try (SocketChannel channel = connect()) {
        String answer =
            converse(channel, "{\"version\":2,\"operation\":\"STATUS\",\"arguments\":null}\n");
        assertTrue(answer.contains("speaks version 1 of its control socket, not 2"), answer);
      }
      try (SocketChannel channel = connect()) {
        String answer =
            converse(channel, "{\"version\":1,\"operation\":\"SHOW\",\"arguments\":\"one\"}\n");
        assertTrue(answer.startsWith("{\"kind\":\"REFUSED\""), answer);
      }
    }
  }

  @Test
  void clientsThatSayNothingDoNotTakeThePlaceOfOthersForEver() throws IOException {
    AtomicLong clock = new AtomicLong();
    try (ControlSocket _ = ControlSocket.open(directory, log, CONFIGURATION, clock::get)) {
      List<SocketChannel> silent = new ArrayList<>();
      for (int i = 0; i < ControlClients.MOST; i++) {
        silent.add(connect());
      }
      try (SocketChannel late = connect()) {
        ByteBuffer answer = ByteBuffer.allocate(1_000);
        assertTrue(late.read(answer) > 0);
        String text = StandardCharsets.UTF_8.decode(answer.flip()).toString();
        assertTrue(text.contains("All 32 places are taken"), text);
      }
      var _ = clock.addAndGet(60_000_000_000L);
      assertEquals(log.status(), client(directory).status());
      for (SocketChannel channel : silent) {
        channel.close();
      }
    }
  }

  private static LogOperations client(Path directory) throws IOException {
    return ControlledLog.of(directory).orElseThrow();
  }

  private SocketChannel connect() throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(directory.resolve("control")));
    return channel;
  }

  private static String search(int limit) {
    return "{\"version\":1,\"operation\":\"SEARCH\",\"arguments\":"
        + ControlWire.tree(new RecordSearch(RecordFilter.ALL, false, limit))
        + "}\n";
  }

  private static void say(SocketChannel channel, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Everything that is answered until the server closes the connection. */
  private static String converse(SocketChannel channel, String request) throws IOException {
    say(channel, request);
    ByteBuffer answer = ByteBuffer.allocate(1 << 16);
    try {
      while (channel.read(answer) >= 0) {}
    } catch (SocketException _) {
      answer.clear();
    }
    return StandardCharsets.UTF_8.decode(answer.flip()).toString();
  }
}
