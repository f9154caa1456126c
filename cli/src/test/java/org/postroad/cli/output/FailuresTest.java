// SPDX-License-Identifier: MIT
package org.postroad.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.junit.jupiter.api.Test;

class FailuresTest {

  @Test
  void aPathAloneBecomesASentence() {
    assertEquals("There is no file a/b", Failures.text(new NoSuchFileException("a/b")));
    assertEquals("a/b -> c: gone", Failures.text(new NoSuchFileException("a/b", "c", "gone")));
    assertEquals("This user may not use a", Failures.text(new AccessDeniedException("a")));
    assertEquals("a is no directory", Failures.text(new NotDirectoryException("a")));
    assertEquals("a is there", Failures.text(new FileAlreadyExistsException("a is there")));
  }

  @Test
  void aFailedConnectionIsToldWithoutNamesOfClasses() {
    assertEquals("nothing answers there", Failures.text(new ConnectException()));
    var unknown = new ConnectException();
    unknown.initCause(new UnresolvedAddressException());
    assertEquals("no such host is known", Failures.text(unknown));
    assertEquals(
        "no answer came in time", Failures.text(new HttpConnectTimeoutException("timed out")));
  }

  @Test
  void whatIsSaidIsKept() {
    assertEquals("disk full", Failures.text(new IOException("disk full")));
    assertEquals("IOException", Failures.text(new IOException()));
  }
}
