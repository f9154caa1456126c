// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postroad.cli.sandbox.SandboxInstance;
import org.postroad.protocol.token.KeyKind;
import org.postroad.securityserver.net.HttpLimits;
import org.postroad.securityserver.net.HttpListener;

/** Two servers as processes of their own, each run from one file by {@code postroad server run}. */
class ServerRunTest {

  @Test
  void serversRunFromTheirFilesExchangeStopInOrderAndRunAgain() throws Exception {
    InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (SandboxInstance instance =
            SandboxInstance.start(23_000, KeyKind.EC_P256, new SecureRandom());
        HttpListener service =
            HttpListener.open(
                anywhere, Optional.empty(), HttpLimits.DEFAULT, new TrivialService())) {
      OfferedServices.offer(instance, service.address());
      SandboxInstance.Server consumer = instance.consumer();
      try (ServerRun provider = ServerRun.start(instance.provider().configuration())) {
        provider.awaitReady();
        for (int start = 1; start <= 2; start++) {
          ServerRun server = ServerRun.start(consumer.configuration());
          new FirstExchange(
                  new InetSocketAddress(consumer.address(), consumer.ports().consumerHttp()))
              .ask(server, OfferedServices.request(instance, Workload.SOAP).numbered(start));
          assertEquals(0, server.stop());
        }
      }
      refusesToStartWith(consumer.configuration(), "bodys: {largest: 1 GiB}\n");
    }
  }

  private static void refusesToStartWith(Path configuration, String more) throws IOException {
    Path wrong = configuration.resolveSibling("wrong.yaml");
    Files.writeString(wrong, Files.readString(configuration) + more);
    try (ServerRun server = ServerRun.start(wrong)) {
      assertThrows(IOException.class, server::awaitReady);
      assertEquals(2, server.stop());
    }
  }
}
