// SPDX-License-Identifier: MIT
package org.postroad.cli.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.cli.administration.CommandWords;

/**
 * What a stranger types wrongly is told in a line or two that name the value and what was expected,
 * and nothing of the program's inside.
 */
class MistakesTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          call rest A/B/C/s/x /x --server 127.0.0.3:8080 --client A/B/C | '127.0.0.3:8080' is no address, expected one like http://127.0.0.1:8080/
          call rest A/B/C/s/x /x --server localhost:8080 --client A/B/C | 'localhost:8080' is no address
          call rest A/B/C/s/x /x --server http://127.0.0.1:$CLOSED/ --client A/B/C | :$CLOSED/: nothing answers there
          call rest A/B/C/s/x /x --server http://127.0.0.1:$CLOSED/ --client tax | --client: 'tax' is no client, expected INSTANCE/CLASS/MEMBER[/SUBSYSTEM]
          catalog search people --registry http://127.0.0.1:$CLOSED/ | http://127.0.0.1:$CLOSED/catalogue/v1/search?limit=100&offset=0&q=people did not answer
          log search --log $DIR --limit many | 'many' is no whole number
          log search --log $DIR --from yesterday | 'yesterday' is no time
          log search --log $DIR --side both | Invalid value for --side: 'both' is none of [consumer, provider]
          completion fish | Invalid value for SHELL: 'fish' is none of [bash, zsh]
          bench --quick --keys dsa | 'dsa' is none of [rsa-2048
          log search --log nowhere | No log 'nowhere': no such directory
          why some-id --directory $DIR | is no directory of a security server
          plan $BROKEN | broken.yaml:2: expected ',' or ']'
          plan $DIR/missing.yaml | There is no file
          verify $BROKEN --conf $DIR/nowhere | No configuration from $DIR/nowhere: There is no file $DIR/nowhere
          registry init --instance TRY --directory $DIR/r --address localhost --operator agency | --operator: 'agency' is no subsystem, expected CLASS/CODE/SUBSYSTEM
          server init --anchor $BROKEN --owner TRY --code s --address h --directory $DIR/s | 'TRY' is no member, expected one like NAT:GOV:1
          sandbox authorities sign $DIR/none.csr --directory $AUTHORITY --file $DIR/x.pem | There is no
          """)
  void isToldShortly(String typed, String told) throws IOException {
    String closed = closedPort();
    Path broken = Files.writeString(directory.resolve("broken.yaml"), "a: [1\n");
    String[] words =
        CommandWords.of(
            typed
                .replace("$CLOSED", closed)
                .replace("$BROKEN", broken.toString())
                .replace("$AUTHORITY", directory.resolve("authority").toString())
                .replace("$DIR", directory.toString()));
    String err = Typed.refusal(2, words);
    String expected = told.replace("$CLOSED", closed).replace("$DIR", directory.toString());
    assertTrue(err.contains(expected), err);
    assertFalse(err.contains("Exception") || err.contains("java."), err);
    assertTrue(err.lines().count() <= 2, err);
  }

  /** What comes out may be redirected into a file that somebody applies later. */
  @Test
  void anExportThatFailsPrintsNothing() throws IOException {
    Path access =
        Files.writeString(
            directory.resolve("server.yaml"), "url: https://127.0.0.1:" + closedPort() + "\n");
    Path token = Files.writeString(directory.resolve("token"), "secret\n");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    Typed typed =
        Typed.run("export", "--context", access.toString(), "--token-file", token.toString());
    assertEquals(4, typed.exitCode(), typed.err());
    assertTrue(typed.err().contains("does not answer (nothing answers there)"), typed.err());
    assertEquals("", typed.out());
  }

  /** In the list of commands and on the manual page alike. */
  @Test
  void aCommandIsSummedUpInAWholeSentence() {
    String list = Typed.answer("--help").replaceAll("\\s+", " ");
    Stream.of(
            "Shows what apply would change on a security server, and the steps that others take"
                + " part in, and changes nothing. apply",
            "apply Makes a security server what a tree says. export",
            "Prints the tree of a security server as it is. drift")
        .forEach(sentence -> assertTrue(list.contains(sentence), list));
    assertTrue(
        Typed.answer("man", "plan").replaceAll("\\s+", " ").contains("others take part in, and"));
  }

  private static String closedPort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Integer.toString(socket.getLocalPort());
    }
  }
}
