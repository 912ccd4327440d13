/// What must hold of every run, whatever goes wrong.
package enum Invariant: String, Sendable, Hashable, CaseIterable {
    /// The board boots the old firmware or the new one, and that image is complete.
    case bootable
    /// The tool reports success if and only if the new image runs, is verified, and is accepted on firmware with
    /// rollback.
    case truthfulSuccess = "truthful-success"
    /// The state that the tool reports matches the flash.
    case truthfulState = "truthful-state"
    /// `otaupgrade.write` received each byte once and in order, or `complete` was never called.
    case eachByteOnce = "each-byte-once"
    /// The port's settings are restored, and the console is usable.
    case portRestored = "port-restored"
    /// The run ends within its limits.
    case timely
    /// The next upgrade succeeds without a human's help.
    case recoverable
}
