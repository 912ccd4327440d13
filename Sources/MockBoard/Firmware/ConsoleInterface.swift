/// The interface of a board's console.
public enum ConsoleInterface: String, Sendable, Hashable, CaseIterable {
    case uart
    case usbSerialJTAG = "usb-serial-jtag"
    case usbCDC = "usb-cdc"

    /// The name in `node.info("build_config").esp_console`.
    var firmwareName: String {
        rawValue.split(separator: "-").joined(separator: "_")
    }
}
