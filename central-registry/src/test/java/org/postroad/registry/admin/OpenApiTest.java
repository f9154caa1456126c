// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import org.junit.jupiter.api.Test;
import org.postroad.testing.ApiDocument;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The document and the resources say the same (E01). */
class OpenApiTest {
  private final ApiDocument document =
      new ApiDocument(
          new YAMLMapper().readTree(RegistryApi.openApi()), Operations.all(), new RegistryRules());

  @Test
  void bothHaveTheSameOperations() {
    document.bothHaveTheSameOperations();
  }

  @Test
  void everyOperationHasItsParametersPermissionsAndStatus() {
    document.everyOperationHasItsParametersPermissionsAndStatus();
  }

  @Test
  void everyFieldThatIsReadOrWrittenIsDescribed() {
    document.everyFieldThatIsReadOrWrittenIsDescribed();
  }
}
