/// How DTR and RTS reach a board's reset and boot pins.
public enum ResetCircuit: String, Sendable, Hashable, CaseIterable {
    /// Two transistors between the converter's lines and EN and the boot pin; both lines equal do nothing.
    case classic
    /// The chip's own USB-Serial-JTAG peripheral, which reads the lines itself and goes away at a reset.
    case usbSerialJTAG = "usb-serial-jtag"
    /// The firmware's own USB-CDC console, which no line can reset.
    case cdc
    /// RTS is wired to EN without transistors: the board is held in reset while RTS is asserted.
    case directRTS = "direct-rts"
    /// Nothing is wired: somebody presses the button.
    case none
}
