// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import java.util.Map;
import java.util.function.Supplier;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.ReflectionException;

/** A management bean that has some values and nothing to be done. */
record ReadOnlyBean(Map<String, Supplier<Object>> values) implements DynamicMBean {

  ReadOnlyBean {
    values = Map.copyOf(values);
  }

  static ReadOnlyBean of(String attribute, Supplier<Object> value) {
    return new ReadOnlyBean(Map.of(attribute, value));
  }

  @Override
  public Object getAttribute(String attribute) throws AttributeNotFoundException {
    Supplier<Object> value = values.get(attribute);
    if (value == null) {
      throw new AttributeNotFoundException(attribute);
    }
    return value.get();
  }

  @Override
  public AttributeList getAttributes(String[] attributes) {
    AttributeList list = new AttributeList();
    for (String attribute : attributes) {
      Supplier<Object> value = values.get(attribute);
      if (value != null) {
        list.add(new Attribute(attribute, value.get()));
      }
    }
    return list;
  }

  @Override
  public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
    throw new AttributeNotFoundException(attribute.getName() + " cannot be set");
  }

  @Override
  public AttributeList setAttributes(AttributeList attributes) {
    return new AttributeList();
  }

  @Override
  public Object invoke(String action, Object[] arguments, String[] signature)
      throws ReflectionException {
    throw new ReflectionException(new NoSuchMethodException(action));
  }

  @Override
  public MBeanInfo getMBeanInfo() {
    MBeanAttributeInfo[] attributes =
        values.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(value ->
                new MBeanAttributeInfo(
                    value.getKey(),
                    value.getValue().get().getClass().getName(),
                    value.getKey(),
                    true,
                    false,
                    false))
            .toArray(MBeanAttributeInfo[]::new);
    return new MBeanInfo(
        ReadOnlyBean.class.getName(), "Health of a service", attributes, null, null, null);
  }
}
