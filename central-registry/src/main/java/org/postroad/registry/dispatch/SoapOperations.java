// SPDX-License-Identifier: MIT

package org.postroad.registry.dispatch;

import java.util.List;
import javax.xml.transform.Source;
import org.w3c.dom.Element;

/** What is to be done with one message. */
@FunctionalInterface
public interface SoapOperations {

  /**
   * Carries out an operation; called once at most, on the thread that brought the message.
   *
   * @param operation its name in the contract
   * @param header the elements in the header, as CXF has read them
   * @param body the element in the body, valid by the contract
   * @return the element for the body of the response
   */
  Source call(String operation, List<Element> header, Element body);
}
