// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Large bodies in little memory: promises P12 and threat 54. */
class StreamingTest {
  /** Runs {@link StreamingProgram} and returns its peak of resident memory in megabytes. */
  private static int run(List<String> limits, String streams, String megabytes, String kind)
      throws IOException {
    List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(limits);
    command.addAll(List.of("-Xshare:off", "-cp", System.getProperty("java.class.path")));
    command.add(StreamingProgram.class.getName());
    command.addAll(List.of(streams, megabytes, kind));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = Fixtures.readAll(process.getInputStream());
    int ok = out.lastIndexOf("ok ");
    assertTrue(ok >= 0, out);
    return Integer.parseInt(out.substring(ok + 3).strip()) / 1024;
  }

  @Test
  void largeBodiesPassThroughASmallHeap() throws IOException {
    int peak = run(List.of("-Xmx40m", "-XX:MaxDirectMemorySize=24m"), "1", "256", "plain");
    assertTrue(peak < 300, peak + " MB");
  }

  @Test
  void severalSecureStreamsPassThroughASmallHeap() throws IOException {
    int peak = run(List.of("-Xmx48m", "-XX:MaxDirectMemorySize=24m"), "4", "16", "tls");
    assertTrue(peak < 300, peak + " MB");
  }

  @Test
  @Tag("long")
  void sixtyFourStreamsPassThroughAHeapOf256Megabytes() throws IOException {
    for (String kind : List.of("plain", "tls")) {
      int peak = run(List.of("-Xmx256m"), "64", "256", kind);
      assertTrue(peak <= 512, peak + " MB");
    }
  }

  @Test
  void aWriterIsHeldBackByAReaderThatDoesNotRead() throws IOException {
    CountDownLatch mayEnd = new CountDownLatch(1);
    HttpHandler waits =
        exchange -> {
          Fixtures.await(mayEnd);
          exchange.respond(Fixtures.ok(), new byte[0]);
        };
    try (HttpListener listener = Fixtures.listen(waits);
        NetThreads threads = NetThreads.start(1);
        HttpClient client = HttpClient.open(threads, Fixtures.limits().withWrite(Fixtures.SHORT));
        ClientConnection connection =
            client.connect(
                List.of(listener.address()),
                Optional.empty(),
                new ConnectOptions(Fixtures.AMPLE, Fixtures.AMPLE, _ -> {}))) {
      OutputStream out = connection.send(new RequestHead("POST", "/", Fixtures.headers()));
      byte[] step = new byte[64 * 1024];
      int[] written = {0};
      assertThrows(
          SocketTimeoutException.class,
          () -> {
            for (; written[0] < 10_000; written[0]++) {
              out.write(step);
            }
          });
      assertTrue(written[0] < 500, written[0] + " times 64 KiB");
      mayEnd.countDown();
    }
  }
}
