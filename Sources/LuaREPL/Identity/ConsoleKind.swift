/// What carries a board's console.
public enum ConsoleKind: String, Sendable, Hashable, CaseIterable {
    /// A UART, through a USB bridge or a header; its baud rate matters.
    case uart
    /// The USB-Serial-JTAG unit of C3, S3, C6 and H2; it disappears for a moment at a reset.
    case usbSerialJTAG = "usb-serial-jtag"
    /// The USB-OTG unit as a CDC device, on S2 and S3; it disappears for a moment at a reset.
    case usbCDC = "usb-cdc"

    /// Reads `node.info("build_config").esp_console`.
    init?(firmwareName: String) {
        switch firmwareName {
        case "uart": self = .uart
        case "usb_serial_jtag": self = .usbSerialJTAG
        case "usb_cdc": self = .usbCDC
        default: return nil
        }
    }

    /// Whether the port disappears from the host while the board restarts.
    public var vanishesAtReset: Bool {
        self != .uart
    }
}
