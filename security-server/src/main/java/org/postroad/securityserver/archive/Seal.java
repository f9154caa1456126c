// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** What stands between the bytes of an archive and those on disk; for one file. */
interface Seal {

  /** A stream whose end completes the file and leaves {@code file} open. */
  OutputStream open(OutputStream file) throws IOException;

  /** Gives the bytes that were sealed, and refuses a file that is not whole. */
  void read(InputStream file, Reading reading) throws IOException;

  /** What is done with the bytes; it reads them to the end. */
  @FunctionalInterface
  interface Reading {
    void read(InputStream plain) throws IOException;
  }

  /** Seals for the files of one group. */
  @FunctionalInterface
  interface Source {
    Seal newSeal() throws IOException;
  }

  /** The bytes as they are. */
  record None() implements Seal {
    @Override
    public OutputStream open(OutputStream file) {
      return new FilterOutputStream(file) {
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
          flush();
        }
      };
    }

    @Override
    public void read(InputStream file, Reading reading) throws IOException {
      reading.read(file);
    }
  }
}
