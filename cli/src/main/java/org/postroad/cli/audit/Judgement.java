// SPDX-License-Identifier: MIT
package org.postroad.cli.audit;

import org.postroad.protocol.container.VerificationReport;

/** What became of one file: a report, or the reason why there is none. */
sealed interface Judgement {
  String file();

  /** The file was judged. */
  record Judged(String file, VerificationReport report) implements Judgement {}

  /** The file could not be read. */
  record Unreadable(String file, String reason) implements Judgement {}

  /** How the command ends for this file alone; of several files the worst one decides. */
  default int exitCode() {
    return switch (this) {
      case Judged judged ->
          switch (judged.report().verdict()) {
            case VALID -> ExitCodes.VALID;
            case INVALID -> ExitCodes.INVALID;
            case UNDECIDED -> ExitCodes.UNDECIDED;
          };
      case Unreadable _ -> ExitCodes.UNDECIDED;
    };
  }

  default String verdict() {
    return switch (exitCode()) {
      case ExitCodes.VALID -> "valid";
      case ExitCodes.INVALID -> "not valid";
      default -> "undecided";
    };
  }
}
