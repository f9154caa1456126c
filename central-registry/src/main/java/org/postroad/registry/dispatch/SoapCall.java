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
  private boolean carriedOut;

  SoapCall(SoapOperations operations) {
    this.operations = operations;
  }

  Source run(String operation, List<Element> header, Element body) {
    try {
      Source response = operations.call(operation, header, body);
      carriedOut = true;
      return response;
    } catch (RuntimeException failed) {
      failure = Optional.of(failed);
      throw failed;
    }
  }

  /**
   * Throws what the operation threw, which CXF has made a fault of that is not sent; and where it
   * succeeded, what CXF says instead of its response is no refusal.
   */
  void require(boolean answered) {
    if (failure.isPresent()) {
      throw failure.get();
    }
    if (carriedOut && !answered) {
      throw new IllegalStateException("the operation was carried out, CXF could not answer");
    }
  }
}
