// SPDX-License-Identifier: MIT

package org.postroad.registry.dispatch;

import java.util.function.UnaryOperator;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.util.StreamReaderDelegate;
import org.apache.cxf.binding.soap.SoapMessage;
import org.apache.cxf.binding.soap.interceptor.AbstractSoapInterceptor;
import org.apache.cxf.binding.soap.interceptor.ReadHeadersInterceptor;
import org.apache.cxf.phase.Phase;

/** Lets CXF read the names in a body as the contract spells them. */
final class SpellBody extends AbstractSoapInterceptor {
  private final UnaryOperator<QName> spelling;

  SpellBody(UnaryOperator<QName> spelling) {
    super(Phase.READ);
    addAfter(ReadHeadersInterceptor.class.getName());
    this.spelling = spelling;
  }

  @Override
  public void handleMessage(SoapMessage message) {
    XMLStreamReader read = message.getContent(XMLStreamReader.class);
    if (read != null) {
      message.setContent(XMLStreamReader.class, new Spelled(read, spelling));
    }
  }

  private static final class Spelled extends StreamReaderDelegate {
    private final UnaryOperator<QName> spelling;

    Spelled(XMLStreamReader reader, UnaryOperator<QName> spelling) {
      super(reader);
      this.spelling = spelling;
    }

    @Override
    public QName getName() {
      return spelling.apply(super.getName());
    }

    @Override
    public String getLocalName() {
      return isStartElement() || isEndElement() ? getName().getLocalPart() : super.getLocalName();
    }
  }
}
