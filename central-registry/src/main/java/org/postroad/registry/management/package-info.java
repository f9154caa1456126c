// SPDX-License-Identifier: MIT

/**
 * The management services: the line a request of a security server takes from the octets that
 * arrive to the octets of the response, {@code ReadRequest → ProvePossession → CheckRules →
 * DispatchRequest → CompareReadings → JournalRequest → Reply}, and the contracts of them, by which
 * CXF dispatches what has been proven. Knows no sockets. Never imports {@code publication} or
 * {@code distribution}.
 */
@NullMarked
package org.postroad.registry.management;

import org.jspecify.annotations.NullMarked;
