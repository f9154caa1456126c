// SPDX-License-Identifier: MIT
package org.postroad.securityserver.keys;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.postroad.protocol.token.PinState;

/**
 * One token as an administrator sees it.
 *
 * @param id {@code 0} for the software token, else the name of its file
 * @param pin how it stands, as of the last minute
 * @param loggedIn whether its keys can be used
 * @param available whether they can, or could if somebody logged in
 * @param readOnly whether keys are neither made nor deleted there
 * @param about where a device is, in words
 * @param keys without those that no certificate and no name tells of while nobody is logged in
 */
public record TokenState(
    String id,
    String name,
    Kind kind,
    PinState pin,
    boolean loggedIn,
    boolean available,
    boolean readOnly,
    Map<String, String> about,
    List<KeyState> keys) {

  /** The id of the software token, as in the reference implementation (C63). */
  public static final String SOFTWARE = "0";

  /** Where the keys are. */
  public enum Kind {
    SOFTWARE,
    HARDWARE
  }

  public TokenState {
    about = Collections.unmodifiableMap(new TreeMap<>(about));
    keys = List.copyOf(keys);
  }
}
