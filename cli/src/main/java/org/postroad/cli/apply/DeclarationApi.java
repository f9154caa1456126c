// SPDX-License-Identifier: MIT
package org.postroad.cli.apply;

import java.util.List;
import java.util.Optional;
import org.postroad.cli.administration.Api;
import org.postroad.cli.administration.ApiRequest;
import org.postroad.securityserver.declaration.Declarations;
import org.postroad.securityserver.declaration.Plan;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The part of a server's API that trees are for. */
final class DeclarationApi {
  private static final String PATH = "/declaration";

  private final Api api;
  private final ObjectNode wish;
  private final Optional<String> why;

  /**
   * @param tree as it was read from a file
   * @param why what the history of the server says of changes
   */
  DeclarationApi(Api api, JsonNode tree, TreeOptions options, Optional<String> why) {
    this.api = api;
    this.wish = JsonMapper.shared().createObjectNode();
    wish.set("tree", tree);
    wish.put("prune", options.prune());
    wish.put("refresh", options.refresh());
    this.why = why;
  }

  /** The tree of the server as it is. */
  static JsonNode export(Api api) {
    return api.send(ApiRequest.get(PATH)).json();
  }

  Plan plan() {
    return JsonMapper.shared().treeToValue(post("/plan"), Plan.class);
  }

  Plan apply() {
    return JsonMapper.shared().treeToValue(post("/apply"), Plan.class);
  }

  Declarations.Progress takeSteps() {
    return JsonMapper.shared().treeToValue(post("/steps"), Declarations.Progress.class);
  }

  private JsonNode post(String below) {
    return api.send(new ApiRequest("POST", PATH + below, new ApiRequest.Json(wish, List.of()), why))
        .json();
  }
}
