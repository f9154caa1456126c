// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.Optional;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * One file the signed directory vouches for: what it is, whose it is, where it lies and its digest
 * (rows A46 to A50, A59). Identifiers the reader does not know are carried all the same.
 *
 * @param location a path, absolute or relative to the directory; never another host
 * @param fileName the name the publisher asks for; the two core parts have fixed ones regardless
 */
public record PartReference(
    String contentIdentifier,
    String instance,
    String location,
    Digest digest,
    Optional<String> fileName) {
  public static final String PRIVATE_PARAMETERS = "PRIVATE-PARAMETERS";
  public static final String SHARED_PARAMETERS = "SHARED-PARAMETERS";
  public static final String PRIVATE_PARAMETERS_FILE = "private-params.xml";
  public static final String SHARED_PARAMETERS_FILE = "shared-params.xml";

  private static final int MAXIMUM_LENGTH = 255;
  private static final int MAXIMUM_LOCATION_LENGTH = 1024;

  public PartReference {
    requireHeaderText(contentIdentifier, "content identifier", MAXIMUM_LENGTH);
    requireHeaderText(instance, "instance", MAXIMUM_LENGTH);
    requireHeaderText(location, "content location", MAXIMUM_LOCATION_LENGTH);
    fileName.ifPresent(name -> requireHeaderText(name, "content file name", MAXIMUM_LENGTH));
    if (contentIdentifier.indexOf(';') >= 0) {
      throw malformed("Content identifier '" + contentIdentifier + "' has a semicolon");
    }
  }

  /** Refuses content whose digest is not the one in the directory. */
  public void check(byte[] content) {
    if (!digest.matches(digest.algorithm().digest(content))) {
      throw malformed(
          "Digest of "
              + location
              + " is not the one in the signed directory ("
              + digest.base64()
              + ")");
    }
  }

  /** The name to store the part under: one path segment that is safe on every file system. */
  public String storedName() {
    return switch (contentIdentifier) {
      case PRIVATE_PARAMETERS -> PRIVATE_PARAMETERS_FILE;
      case SHARED_PARAMETERS -> SHARED_PARAMETERS_FILE;
      default -> requireSafe(fileName.orElse(location.substring(location.lastIndexOf('/') + 1)));
    };
  }

  /** Where to fetch the part: the same scheme, host and port as the directory came from. */
  public URI resolve(URI directory) {
    URI part;
    try {
      part = directory.resolve(new URI(location));
    } catch (URISyntaxException notOne) {
      throw new Fault(
          FaultCode.MALFORMED_GLOBAL_CONF,
          "Content location '" + location + "', expected a path",
          notOne);
    }
    boolean sameOrigin =
        Objects.equals(directory.getScheme(), part.getScheme())
            && Objects.equals(directory.getRawAuthority(), part.getRawAuthority());
    if (!sameOrigin) {
      throw malformed("Content location " + location + " leaves " + directory);
    }
    return part;
  }

  private static String requireSafe(String name) {
    boolean safe = !name.isEmpty() && name.charAt(0) != '.';
    for (int i = 0; i < name.length() && safe; i++) {
      char c = name.charAt(i);
      safe =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '.'
              || c == '-'
              || c == '_';
    }
    if (!safe) {
      throw malformed(
          "File name '" + name + "' of a part, expected letters, digits, '.', '-' and '_'");
    }
    return name;
  }

  private static void requireHeaderText(String value, String what, int maximum) {
    if (value.isBlank() || value.length() > maximum) {
      throw malformed(
          "A "
              + what
              + " of "
              + value.length()
              + " characters, expected 1 to "
              + maximum
              + ", not blank");
    }
    for (int i = 0; i < value.length(); i++) {
      if (Character.isISOControl(value.charAt(i))) {
        throw malformed("A control character in a " + what);
      }
    }
  }

  private static Fault malformed(String text) {
    return new Fault(FaultCode.MALFORMED_GLOBAL_CONF, text);
  }
}
