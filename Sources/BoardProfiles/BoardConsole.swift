/// Where on the chip a Lua prompt comes out.
public enum BoardConsole: String, Sendable, Hashable, CaseIterable {
    /// The first UART, which a converter brings to USB.
    case uart0
    /// The chip's own USB-Serial-JTAG peripheral.
    case usbSerialJTAG = "usb-serial-jtag"
    /// A port that the firmware makes of the chip's USB.
    case usbCDC = "usb-cdc"
}
