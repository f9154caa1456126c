// SPDX-License-Identifier: MIT
package org.postroad.cli.output;

import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;

/** Failures in words, where what the platform says is no sentence: often it is a path alone. */
public final class Failures {
  private Failures() {}

  /** Why something could not be done, for people. */
  public static String text(Exception failure) {
    return switch (failure) {
      case NoSuchFileException missing when isPathAlone(missing) ->
          "There is no file " + missing.getFile();
      case AccessDeniedException denied when isPathAlone(denied) ->
          "This user may not use " + denied.getFile();
      case NotDirectoryException file -> file.getFile() + " is no directory";
      case DirectoryNotEmptyException full -> "The directory " + full.getFile() + " is not empty";
      case ConnectException unknown when unknown.getCause() instanceof UnresolvedAddressException ->
          "no such host is known";
      case ConnectException refused when refused.getMessage() == null -> "nothing answers there";
      case ConnectException refused when refused.getCause() instanceof ConnectException inner ->
          text(inner);
      case HttpTimeoutException _ -> "no answer came in time";
      default ->
          Optional.ofNullable(failure.getMessage())
              .orElseGet(() -> failure.getClass().getSimpleName());
    };
  }

  private static boolean isPathAlone(FileSystemException failure) {
    return failure.getFile() != null && failure.getReason() == null;
  }
}
