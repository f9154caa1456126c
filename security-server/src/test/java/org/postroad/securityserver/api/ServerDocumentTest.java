// SPDX-License-Identifier: MIT

package org.postroad.securityserver.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.postroad.testing.ApiDocument;
import org.postroad.testing.ApiOperations.Operation;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The document and the resources say the same (E01). */
class ServerDocumentTest {
  private static final List<Operation> OPERATIONS = TestedApi.operations();

  private final ApiDocument document =
      new ApiDocument(
          new YAMLMapper().readTree(ServerApi.openApi()), OPERATIONS, new ServerRules(() -> {}));

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

  @Test
  void everyChangeHasAnEventAndNoReadingHasOne() {
    var rules = new ServerRules(() -> {});
    for (Operation operation : OPERATIONS) {
      boolean reads = operation.verb().equals("GET") || operation.path().endsWith("/previews");
      assertEquals(!reads, rules.event(operation.method()).isPresent(), operation::toString);
    }
  }
}
