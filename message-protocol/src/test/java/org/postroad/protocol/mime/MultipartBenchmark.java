// SPDX-License-Identifier: MIT

package org.postroad.protocol.mime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A message among servers in its parts: head, OCSP response, a body of 2 KB, signature of 4 KB. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MultipartBenchmark {

  private static final String BOUNDARY = "xroad-7a3f0c9d5e1b2846a0f1";
  private static final int[] PARTS = {300, 1_500, 2_048, 4_096};
  private static final Headers HEADERS = Headers.of("content-type", "application/octet-stream");

  private final byte[][] bodies = bodies();
  private byte[] written = {};

  @Setup
  public void prepare() throws IOException {
    written = write().toByteArray();
  }

  private static byte[][] bodies() {
    byte[][] bodies = new byte[PARTS.length][];
    for (int i = 0; i < PARTS.length; i++) {
      bodies[i] = new byte[PARTS[i]];
      Arrays.fill(bodies[i], (byte) 'x');
    }
    return bodies;
  }

  @Benchmark
  public ByteArrayOutputStream write() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(16 * 1024);
    MultipartWriter writer = new MultipartWriter(out, BOUNDARY);
    for (byte[] body : bodies) {
      writer.part(HEADERS, body);
    }
    writer.end();
    return out;
  }

  @Benchmark
  public int read() throws IOException {
    MultipartReader reader = new MultipartReader(new ByteArrayInputStream(written), BOUNDARY);
    int bytes = 0;
    while (reader.next()) {
      bytes += reader.readBody(PARTS[PARTS.length - 1]).length;
    }
    return bytes;
  }
}
