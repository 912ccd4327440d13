/// A value of SET-CONTROL (RFC 2217).
package struct COMPortControl: RawRepresentable, Sendable, Hashable {
    /// The value on the wire.
    package var rawValue: UInt8

    /// Makes a control from its value.
    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// No flow control.
    package static let noFlowControl = COMPortControl(rawValue: 1)
    /// A break starts.
    package static let breakOn = COMPortControl(rawValue: 5)
    /// The break ends.
    package static let breakOff = COMPortControl(rawValue: 6)

    /// Data terminal ready, asserted or released.
    package static func dtr(_ isAsserted: Bool) -> COMPortControl {
        COMPortControl(rawValue: isAsserted ? 8 : 9)
    }

    /// Request to send, asserted or released.
    package static func rts(_ isAsserted: Bool) -> COMPortControl {
        COMPortControl(rawValue: isAsserted ? 11 : 12)
    }
}
