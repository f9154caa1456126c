// SPDX-License-Identifier: MIT

package org.postroad.protocol.token;

/** Where a device has a token: by the number of the slot, or by its place in the list of slots. */
public sealed interface HardwareTokenSlot {

  record Id(int number) implements HardwareTokenSlot {
    @Override
    public String configuration() {
      return "slot=" + number;
    }

    @Override
    public String words() {
      return Integer.toString(number);
    }
  }

  record Index(int place) implements HardwareTokenSlot {
    @Override
    public String configuration() {
      return "slotListIndex=" + place;
    }

    @Override
    public String words() {
      return "number " + place + " of the device's list";
    }
  }

  /** The line of the provider's configuration. */
  String configuration();

  /** For people. */
  String words();
}
