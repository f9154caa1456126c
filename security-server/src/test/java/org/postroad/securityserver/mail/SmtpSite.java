// SPDX-License-Identifier: MIT
package org.postroad.securityserver.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A small mail server on loopback, in the clear, that keeps every mail it takes. */
public final class SmtpSite implements AutoCloseable {
  private final ServerSocket socket;
  private final BlockingQueue<Taken> taken = new LinkedBlockingQueue<>();
  private final List<String> said = new ArrayList<>();
  private volatile boolean refusing;

  /** A mail as it came. */
  public record Taken(String from, String to, String text) {}

  public SmtpSite() {
    try {
      socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** Every mail so far, the first first. */
  public List<Taken> taken() {
    return List.copyOf(taken);
  }

  /** Everything that clients said but the mails. */
  public synchronized List<String> said() {
    return List.copyOf(said);
  }

  /** Takes no mail from now on. */
  public void refuse() {
    refusing = true;
  }

  private void accept() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        serve(client);
      } catch (IOException e) {
        // The client left, or the site is closed.
      }
    }
  }

  private void serve(Socket client) throws IOException {
    var in =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
    say(client, "220 mail.test");
    String from = "";
    String to = "";
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      hear(line);
      switch (line.replaceFirst("[ :].*", "")) {
        case "EHLO" -> say(client, "250-mail.test\r\n250 AUTH PLAIN LOGIN");
        case "MAIL" -> {
          from = line;
          say(client, refusing ? "550 not from you" : "250 ok");
        }
        case "RCPT" -> {
          to = line;
          say(client, "250 ok");
        }
        case "DATA" -> {
          say(client, "354 go on");
          taken.add(new Taken(inner(from), inner(to), letter(in)));
          say(client, "250 taken");
        }
        case "QUIT" -> say(client, "221 bye");
        default -> say(client, "500 what?");
      }
    }
  }

  private synchronized void hear(String line) {
    said.add(line);
  }

  private static String inner(String line) {
    return line.substring(line.indexOf('<') + 1, line.indexOf('>'));
  }

  private static String letter(BufferedReader in) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
      text.append(line).append('\n');
    }
    return text.toString();
  }

  private static void say(Socket client, String line) throws IOException {
    client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    client.getOutputStream().flush();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
