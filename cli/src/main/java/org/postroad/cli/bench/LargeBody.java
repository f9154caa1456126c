// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;

/** One request with a body of many megabytes, written as fast as it is taken. */
final class LargeBody {

  private static final int CHUNK = 256 * 1024;

  private LargeBody() {}

  /** Sends it and waits for the answer; the body never exists as a whole. */
  static Duration send(
      InetSocketAddress target, ClientId client, ServiceId service, String queryId, long bytes)
      throws IOException {
    String head =
        "POST /r1/"
            + service.encoded()
            + "/documents HTTP/1.1\r\nHost: bench\r\nX-Road-Client: "
            + client.encoded()
            + "\r\nX-Road-Id: "
            + queryId
            + "\r\nContent-Type: application/octet-stream\r\nContent-Length: "
            + bytes
            + "\r\n\r\n";
    long begin = System.nanoTime();
    try (Socket socket = new Socket(target.getAddress(), target.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(head.getBytes(ISO_8859_1));
      byte[] chunk = new byte[CHUNK];
      for (long left = bytes; left > 0; left -= chunk.length) {
        out.write(chunk, 0, (int) Math.min(chunk.length, left));
      }
      out.flush();
      await(socket);
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private static void await(Socket socket) throws IOException {
    AnswerReader answer = new AnswerReader();
    byte[] buffer = new byte[8 * 1024];
    boolean whole = false;
    while (!whole) {
      int n = socket.getInputStream().read(buffer);
      if (n < 0) {
        throw new IOException("The measured server hung up after: " + answer.text());
      }
      whole = answer.take(ByteBuffer.wrap(buffer, 0, n));
    }
    if (!answer.isGood()) {
      throw new IOException("The large body was refused: " + answer.text());
    }
  }
}
