// SPDX-License-Identifier: MIT

package org.postroad.registry.dispatch;

import java.util.List;
import java.util.Optional;
import javax.xml.transform.Source;
import org.w3c.dom.Element;

/** One message on its way through CXF and what came of it; stays on the thread that brought it. */
final class SoapCall {
  private final SoapOperations operations;
  private Optional<RuntimeException> failure = Optional.empty();

  SoapCall(SoapOperations operations) {
    this.operations = operations;
  }

  Source run(String operation, List<Element> header, Element body) {
    try {
      return operations.call(operation, header, body);
    } catch (RuntimeException failed) {
      failure = Optional.of(failed);
      throw failed;
    }
  }

  /** Throws what the operation threw, which CXF has made a fault of that is not sent. */
  void requireSuccess() {
    if (failure.isPresent()) {
      throw failure.get();
    }
  }
}
