// SPDX-License-Identifier: MIT
package org.postroad.securityserver.acme;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How certificates are ordered and renewed (C82 to C85).
 *
 * @param file with credentials; {@code acme.yml} in the directory of the server unless given
 * @param trusted file with certificates of those who certify ACME servers, beside those whom the
 *     Java runtime trusts
 * @param challengePort where authorities find the answers to their challenges; absent, there is
 *     none
 * @param renew whether certificates are renewed without being asked for
 * @param interval between two looks at what is due
 * @param retry after a look at which something failed
 * @param ahead how long before it ends a certificate is renewed, unless the authority says when
 * @param accountAhead the same of the key of an account
 * @param polls how often an authority is asked after something it works on
 * @param poll the time between, unless the authority says how long
 * @param activateAuthentication whether a renewed certificate is put into use at once
 * @param activateSigning the same for signing
 */
public record AcmeSettings(
    Optional<Path> file,
    Optional<Path> trusted,
    Optional<Integer> challengePort,
    boolean renew,
    Duration interval,
    Duration retry,
    Duration ahead,
    Duration accountAhead,
    int polls,
    Duration poll,
    boolean activateAuthentication,
    boolean activateSigning) {

  public static final AcmeSettings DEFAULT =
      new AcmeSettings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          true,
          Duration.ofHours(1),
          Duration.ofMinutes(1),
          Duration.ofDays(14),
          Duration.ofDays(14),
          5,
          Duration.ofSeconds(5),
          false,
          false);
}
