/// The chip's interface for the Lua prompt.
package enum BoardConsole: String, Sendable, Hashable, CaseIterable {
    /// The first UART, connected to USB by a converter.
    case uart0
    /// The chip's own USB-Serial-JTAG peripheral.
    case usbSerialJTAG = "usb-serial-jtag"
    /// A CDC port that the firmware provides on the chip's USB.
    case usbCDC = "usb-cdc"
}
