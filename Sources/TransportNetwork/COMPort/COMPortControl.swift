/// A value of SET-CONTROL (RFC 2217).
public struct COMPortControl: RawRepresentable, Sendable, Hashable {
    /// The value on the wire.
    public var rawValue: UInt8

    /// Makes a control from its value.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// No flow control.
    public static let noFlowControl = COMPortControl(rawValue: 1)
    /// A break starts.
    public static let breakOn = COMPortControl(rawValue: 5)
    /// The break ends.
    public static let breakOff = COMPortControl(rawValue: 6)

    /// Data terminal ready, asserted or released.
    public static func dtr(_ isAsserted: Bool) -> COMPortControl {
        COMPortControl(rawValue: isAsserted ? 8 : 9)
    }

    /// Request to send, asserted or released.
    public static func rts(_ isAsserted: Bool) -> COMPortControl {
        COMPortControl(rawValue: isAsserted ? 11 : 12)
    }
}
