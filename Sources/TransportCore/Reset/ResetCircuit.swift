/// How DTR and RTS are connected to a board's reset and boot pins.
public enum ResetCircuit: String, Sendable, Hashable, CaseIterable {
    /// Two transistors between the converter's lines and the EN and boot pins; equal lines have no effect.
    case classic
    /// The chip's own USB-Serial-JTAG peripheral, which reads the lines itself and disconnects at a reset.
    case usbSerialJTAG = "usb-serial-jtag"
    /// The firmware's own USB-CDC console; the lines cannot reset the chip.
    case cdc
    /// RTS is wired to EN without transistors: the board is held in reset while RTS is asserted.
    case directRTS = "direct-rts"
    /// The lines are not connected: somebody must press the reset button.
    case none
}
