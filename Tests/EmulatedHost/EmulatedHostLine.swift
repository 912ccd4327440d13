/// One line of `emulated_host.py`: an answer, or something that happened; what does not belong to it is `nil`.
public struct EmulatedHostLine: Decodable, Sendable {
    /// Whether a command was done; `nil` in events.
    public var ok: Bool?
    /// Why it was not done.
    public var error: String?
    /// The folder that holds the host's `dev` and `sys`.
    public var root: String?
    /// What a program is started with to see the devices.
    public var environment: [String: String]?
    /// The nodes of a device that was plugged in, without folder.
    public var nodes: [String]?
    /// Its folders in `/sys`.
    public var paths: [String]?
    /// What an attribute holds.
    public var value: String?
    /// What happened: `lines`, `serial`, `gone`, `back`.
    public var event: String?
    /// To which node it happened.
    public var node: String?
    /// The request that changed the modem lines, `TIOCMSET`.
    public var request: String?
    /// Whether DTR is asserted from then on.
    public var dtr: Bool?
    /// Whether RTS is asserted from then on.
    public var rts: Bool?
    /// The flags of `TIOCSSERIAL`.
    public var flags: Int?
    /// When, on the monotonic clock.
    public var seconds: Double?
}
