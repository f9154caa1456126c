// SPDX-License-Identifier: MIT

package org.postroad.registry.distribution;

/**
 * A whole answer to a question of {@link PublicApi}.
 *
 * @param changing whether the same question has another answer later
 */
public record PublicAnswer(int status, String type, byte[] body, boolean changing) {}
