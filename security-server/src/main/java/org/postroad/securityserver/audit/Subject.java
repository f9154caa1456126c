// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

/** What a finding is about. */
public sealed interface Subject {

  /** Records by their sequences, both included. */
  record Records(long first, long last) implements Subject {
    public Records {
      if (last < first) {
        throw new IllegalArgumentException("records " + first + " to " + last);
      }
    }

    @Override
    public String toString() {
      return first == last ? "record " + first : "records " + first + " to " + last;
    }
  }

  /** A checkpoint by the number of records it is over. */
  record OfCheckpoint(long size) implements Subject {
    @Override
    public String toString() {
      return "checkpoint " + size;
    }
  }

  /** An entry of the journal that is no record. */
  record Entry(long number) implements Subject {
    @Override
    public String toString() {
      return "entry " + number;
    }
  }

  /** A segment of the journal. */
  record OfSegment(long number) implements Subject {
    @Override
    public String toString() {
      return "segment " + number;
    }
  }

  /** A file beside the journal. */
  record OfFile(String name) implements Subject {
    @Override
    public String toString() {
      return name;
    }
  }

  static Subject record(long sequence) {
    return new Records(sequence, sequence);
  }
}
