// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.token.KeyKind;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

final class BenchOptionsTest {

  private static RunningServers running(String... options) {
    RunningServers servers = new RunningServers();
    new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(servers)).parseArgs(options);
    return servers;
  }

  @Test
  void kindsOfKeysAreNamedAsPeopleNameThem() {
    assertEquals(
        List.of(KeyKind.RSA_2048, KeyKind.EC_P256),
        new KeyNames().convert("rsa-2048,p-256").kinds());
    for (KeyKind kind : KeyKind.values()) {
      assertEquals(List.of(kind), new KeyNames().convert(KeyNames.typed(kind)).kinds());
    }
    assertThrows(TypeConversionException.class, () -> new KeyNames().convert("rsa-512"));
  }

  @Test
  void runningServersServeWhatTheyAreAskedFor() {
    RunningServers servers =
        running(
            "--consumer", "http://127.0.0.1:18200",
            "--client", "TEST/GOV/1/caller",
            "--service", "TEST/GOV/2/people/rest");
    assertTrue(servers.areGiven());
    Subject subject = servers.subject();
    assertEquals(18200, subject.entrance().getPort());
    assertEquals("TEST/GOV/1/caller", subject.client().toString());
    assertEquals("TEST/GOV/2/people/rest", subject.service(Workload.REST_GET).toString());
    assertEquals(
        List.of(Workload.REST_GET, Workload.REST_POST), subject.served(List.of(Workload.values())));
  }

  @Test
  void diskThatWouldFillIsToldBeforeTheRun() throws Exception {
    Path logs = Path.of("/var/tmp");
    BenchPlan.QUICK.requireRoom(logs, BenchPlan.QUICK.logBytes());
    Exception tooSmall =
        assertThrows(IOException.class, () -> BenchPlan.FULL.requireRoom(logs, 12_345_000_000L));
    assertEquals(
        "/var/tmp has 12.3 GB left; the message logs of a run need up to 60 GB there,"
            + " with --quick 2 GB",
        tooSmall.getMessage());
    assertThrows(IOException.class, () -> BenchPlan.QUICK.requireRoom(logs, 1_999_999_999L));
  }

  @Test
  void loadIsSentWithoutTlsOnly() {
    RunningServers servers =
        running(
            "--consumer", "https://127.0.0.1:18200",
            "--client", "TEST/GOV/1/caller",
            "--service", "TEST/GOV/2/people/rest");
    assertThrows(IllegalArgumentException.class, servers::subject);
    assertFalse(new RunningServers().areGiven());
  }
}
