// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox.population;

import java.time.LocalDate;

/** One generated inhabitant; the code is eleven digits. */
record Person(
    String code, String givenName, String familyName, LocalDate dateOfBirth, String municipality) {}
