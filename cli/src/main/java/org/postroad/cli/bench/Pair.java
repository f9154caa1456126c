// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** The two processes that a request passes, and where it enters. */
record Pair(Child near, Child far, InetSocketAddress entrance) implements AutoCloseable {

  /** Starts the near process for a far one that runs, which is closed if that fails. */
  static Pair start(Child far, List<String> near, InetAddress address) throws IOException {
    try {
      Child child = Child.start(near);
      return new Pair(child, far, new InetSocketAddress(address, child.port()));
    } catch (IOException e) {
      far.close();
      throw e;
    }
  }

  /** What both have used so far, memory as it is now. */
  Sample sample() throws IOException {
    return near.sample().with(far.sample());
  }

  /** Until each could serve, the slower of the two. */
  Duration readyIn() {
    return near.readyIn().compareTo(far.readyIn()) > 0 ? near.readyIn() : far.readyIn();
  }

  @Override
  public void close() throws IOException {
    try {
      near.close();
    } finally {
      far.close();
    }
  }
}
