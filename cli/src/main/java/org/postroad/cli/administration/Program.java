// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.util.function.Supplier;

/**
 * What is administered, as its commands speak of it.
 *
 * @param name {@code registry}, as in "this registry"
 * @param command what all its commands begin with
 * @param variables what every variable begins with that says how it is reached
 * @param file the name of the file that says it
 * @param access the options that say it, new for each command
 */
public record Program(
    String name,
    String command,
    String variables,
    String file,
    Supplier<? extends AccessOptions> access) {}
