// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.OptionalParameters;
import org.postroad.registry.publication.PartCommand.RemovePart;
import org.postroad.registry.publication.PartCommand.UploadPart;

/**
 * The optional parts of the internal configuration; only what servers can read is taken (A58, E48).
 * A refused command changes nothing. Not thread-safe: its owner takes turns.
 */
public final class OptionalParts {
  private final Map<String, OptionalPart> parts = new LinkedHashMap<>();

  /** Refuses a command that breaks a rule; changes nothing. */
  public void check(PartCommand command) {
    switch (command) {
      case UploadPart c -> {
        var part = part(c);
        PartDeclarations.requireFileName(part.fileName());
        OptionalParameters.parse(part.contentIdentifier(), part.content());
        parts.values().stream()
            .filter(other -> !other.contentIdentifier().equals(part.contentIdentifier()))
            .filter(other -> other.fileName().equals(part.fileName()))
            .findFirst()
            .ifPresent(other -> {
              throw new Fault(
                  FaultCode.INVALID_REQUEST,
                  "File " + part.fileName() + " is that of part " + other.contentIdentifier());
            });
      }
      case RemovePart c -> {
        if (!parts.containsKey(c.contentIdentifier())) {
          throw new Fault(
              FaultCode.NOT_FOUND, "No part " + c.contentIdentifier() + " is published");
        }
      }
    }
  }

  /** Checks and carries out. */
  public void apply(PartCommand command) {
    check(command);
    switch (command) {
      case UploadPart c -> parts.put(c.contentIdentifier(), part(c));
      case RemovePart c -> parts.remove(c.contentIdentifier());
    }
  }

  /** An immutable copy. */
  public List<OptionalPart> snapshot() {
    return List.copyOf(parts.values());
  }

  private static OptionalPart part(UploadPart command) {
    return new OptionalPart(command.contentIdentifier(), command.fileName(), command.content());
  }
}
