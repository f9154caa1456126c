// SPDX-License-Identifier: MIT

package org.postroad.protocol.administration;

import java.util.List;

/**
 * What one program serves.
 *
 * @param resources one object for each resource, for all requests
 * @param document in OpenAPI, as it is served; not to be written to
 */
public record ApiDescription(List<Object> resources, OperationRules rules, byte[] document) {

  public ApiDescription {
    resources = List.copyOf(resources);
  }
}
