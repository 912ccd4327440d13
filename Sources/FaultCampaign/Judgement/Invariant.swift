/// What must hold of every run, whatever goes wrong.
public enum Invariant: String, Sendable, Hashable, CaseIterable {
    /// The board boots the firmware that ran before or the new one, whole.
    case bootable
    /// The tool says success exactly where the new image runs, verified, and accepted where that exists.
    case truthfulSuccess = "truthful-success"
    /// The state that the tool reports is the one that the flash has.
    case truthfulState = "truthful-state"
    /// `otaupgrade.write` saw each byte once and in order, or `complete` was never called.
    case eachByteOnce = "each-byte-once"
    /// The port is as it was, and the console usable.
    case portRestored = "port-restored"
    /// The run ends within its limits.
    case timely
    /// The next upgrade succeeds without a human's help.
    case recoverable
}
