// SPDX-License-Identifier: MIT
package org.postroad.securityserver.provider;

import org.postroad.protocol.message.Message;
import org.postroad.securityserver.service.ServiceResponse;

/** A response message bound to its request by the request hash; its bodies are still to be read. */
record Bound(Received request, Message message, ServiceResponse response) {}
