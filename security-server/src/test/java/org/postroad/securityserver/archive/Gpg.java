// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The gpg command with a keyring of its own, the judge of encrypted archives. */
record Gpg(Path home) implements AutoCloseable {
  private static final String BEFORE = "20261001T000000!";

  /** Keys cost few rounds here: what guards them is not under test, and the rounds take seconds. */
  static Gpg in(Path home) throws IOException {
    Files.createDirectory(
        home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(home.resolve("gpg-agent.conf"), "s2k-count 65536\ndisable-scdaemon\n");
    return new Gpg(home);
  }

  /** Makes a key that signs and one that encrypts, before the time of the tests. */
  void makeKey(String user, String passphrase, String expires) throws IOException {
    run(
        "--faked-system-time",
        BEFORE,
        "--pinentry-mode",
        "loopback",
        "--passphrase",
        passphrase,
        "--quick-generate-key",
        user,
        "future-default",
        "default",
        expires);
  }

  Path publicKeys(Path file) throws IOException {
    run("--output", file.toString(), "--export");
    return file;
  }

  Path secretKey(Path file, String passphrase, String user) throws IOException {
    run(
        "--pinentry-mode",
        "loopback",
        "--passphrase",
        passphrase,
        "--armor",
        "--output",
        file.toString(),
        "--export-secret-keys",
        user);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  String fingerprint(String user) throws IOException {
    return run("--with-colons", "--list-keys", user)
        .lines()
        .filter(line -> line.startsWith("fpr:"))
        .findFirst()
        .orElseThrow()
        .split(":", -1)[9];
  }

  /** Output and messages together. */
  String run(String... arguments) throws IOException {
    List<String> command =
        Stream.concat(
                Stream.of("gpg", "--homedir", home.toString(), "--batch", "--yes", "--no-tty"),
                Stream.of(arguments))
            .toList();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(command + " failed: " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return output;
  }

  /** Ends the agent that gpg has started. */
  @Override
  public void close() throws IOException {
    Process process =
        new ProcessBuilder("gpgconf", "--homedir", home.toString(), "--kill", "all").start();
    try {
      process.waitFor(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
