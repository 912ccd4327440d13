/// One line of `emulated_host.py`: an answer or an event; fields that do not belong to it are `nil`.
public struct EmulatedHostLine: Decodable, Sendable {
    /// Whether a command succeeded; `nil` in events.
    public var ok: Bool?
    /// Why it failed.
    public var error: String?
    /// The folder with the host's `dev` and `sys`.
    public var root: String?
    /// The environment in which a program sees the devices.
    public var environment: [String: String]?
    /// The nodes of a device that was plugged in, without folder.
    public var nodes: [String]?
    /// Its folders in `/sys`.
    public var paths: [String]?
    /// The value of an attribute.
    public var value: String?
    /// The kind of event: `lines`, `serial`, `gone`, `back`.
    public var event: String?
    /// The node of the event.
    public var node: String?
    /// The request that changed the modem lines, `TIOCMSET`.
    public var request: String?
    /// Whether DTR is asserted from then on.
    public var dtr: Bool?
    /// Whether RTS is asserted from then on.
    public var rts: Bool?
    /// The flags of `TIOCSSERIAL`.
    public var flags: Int?
    /// The time, on the monotonic clock.
    public var seconds: Double?
}
