// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A policy that somebody may change while it is in use. Its text is read whenever the policy is
 * asked for, so that a change counts at once. Without a text nobody is known. A text that cannot be
 * understood is refused at first; later it leaves what was read last and is complained about once.
 */
public final class CurrentPolicy implements Supplier<TlogPolicy> {

  /** Where the text is, if there is any. */
  @FunctionalInterface
  public interface Source {
    Optional<byte[]> read() throws IOException;
  }

  private record Read(byte[] text, TlogPolicy policy) {
    static Read of(Optional<byte[]> text) {
      return new Read(
          text.orElseGet(() -> new byte[0]), text.map(TlogPolicy::parse).orElse(TlogPolicy.NOBODY));
    }
  }

  private final Source source;
  private final Consumer<String> complaints;
  private final AtomicReference<Read> last;
  private final AtomicReference<String> complaint = new AtomicReference<>("");

  private CurrentPolicy(Source source, Consumer<String> complaints, Read first) {
    this.source = source;
    this.complaints = complaints;
    this.last = new AtomicReference<>(first);
  }

  /**
   * Reads the policy for the first time.
   *
   * @param complaints is told why a later text does not count
   * @throws Unproven if it cannot be understood
   */
  public static CurrentPolicy open(Source source, Consumer<String> complaints) throws IOException {
    return new CurrentPolicy(source, complaints, Read.of(source.read()));
  }

  @Override
  public TlogPolicy get() {
    Read known = last.get();
    try {
      Optional<byte[]> text = source.read();
      if (!Arrays.equals(text.orElseGet(() -> new byte[0]), known.text())) {
        known = Read.of(text);
        last.set(known);
      }
      complaint.set("");
    } catch (IOException | Unproven e) {
      String reason = String.valueOf(e.getMessage());
      if (!complaint.getAndSet(reason).equals(reason)) {
        complaints.accept(reason);
      }
    }
    return known.policy();
  }
}
