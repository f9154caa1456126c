// SPDX-License-Identifier: MIT

package org.postroad.protocol.fault;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A refusal, thrown wherever the protocol is violated or an exchange cannot go on, and turned into
 * an answer once, at the end of the line. The side prefix is not part of it: the line knows which
 * side it is and adds it with {@link #at}.
 */
public final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<FaultCode> path;
  private final String text;

  public Fault(FaultCode code, String text) {
    this(List.of(code), text, null);
  }

  public Fault(FaultCode code, String text, Throwable cause) {
    this(List.of(code), text, cause);
  }

  private Fault(List<FaultCode> path, String text, @Nullable Throwable cause) {
    super(dotted(path) + ": " + text, cause);
    this.path = path;
    this.text = text;
  }

  /**
   * The same fault with one more code in front: {@code invalid_signature_value} within {@code
   * signature_verification}. A code that is there already is not repeated.
   */
  public Fault within(FaultCode outer) {
    if (path.getFirst() == outer) {
      return this;
    }
    List<FaultCode> longer = Stream.concat(Stream.of(outer), path.stream()).toList();
    return new Fault(longer, text, this);
  }

  /** The codes from the outermost to the one this fault was thrown with. */
  public List<FaultCode> path() {
    return path;
  }

  /** The code this fault was thrown with. */
  public FaultCode code() {
    return path.getLast();
  }

  public String text() {
    return text;
  }

  /** What is sent of this fault; {@code detail} is an id under which the log has more. */
  public FaultReport at(Origin origin, FaultSpelling spelling, String detail) {
    return new FaultReport(spelling.dotted(origin, path), text, detail);
  }

  private static String dotted(List<FaultCode> path) {
    return path.stream().map(FaultCode::wire).collect(Collectors.joining("."));
  }
}
