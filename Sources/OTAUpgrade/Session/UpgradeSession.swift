public import ESPImage
package import LuaREPL
public import TransportCore

/// One upgrade of one board from its present firmware to the image, with proof.
///
/// The session decides with `UpgradeStateMachine` and acts here. It guarantees:
/// - only a probe is sent to a port until it has answered a random token and shown `otaupgrade`;
/// - everything that can be refused is refused before `commence()` erases anything;
/// - each byte is passed to `otaupgrade.write` once and in order;
/// - success is reported only from what was read back: the other slot runs, with the image's description, the check
///   passed, and the state is `valid` if the board can roll back;
/// - the port is always restored at the end.
public struct UpgradeSession: Sendable {
    let connector: any TransportConnector
    let image: AppImage
    let options: UpgradeOptions
    let mayProceed: @Sendable () async -> Bool
    private(set) var report: @Sendable (UpgradeEvent) -> Void

    /// Makes a session; nothing is opened before `run()`.
    /// - Parameters:
    ///   - report: takes the events, in order, on no particular thread.
    ///   - mayProceed: is called when the image is on the board but not yet selected; returns whether to select it and
    ///     restart, and may take any time. If it returns `false`, the upgrade ends as `staged`. It must return when its
    ///     task is cancelled.
    public init(
        connector: any TransportConnector,
        image: AppImage,
        options: UpgradeOptions = UpgradeOptions(),
        report: @escaping @Sendable (UpgradeEvent) -> Void = { _ in },
        mayProceed: @escaping @Sendable () async -> Bool = { true }
    ) {
        self.connector = connector
        self.image = image
        self.options = options
        self.mayProceed = mayProceed
        self.report = report
    }

    /// Runs the upgrade to its end.
    ///
    /// Does not throw: a failure is a result with an error. Cancelling the task ends it as `interrupted`, with the
    /// port restored.
    public func run() async -> UpgradeResult {
        var generator = SystemRandomNumberGenerator()
        return await run(token: DialogueToken(using: &generator))
    }

    /// Runs the upgrade with the caller's token, so that a simulated run can be repeated exactly.
    public func run(token: DialogueToken) async -> UpgradeResult {
        var driver = UpgradeDriver(session: self, token: token)
        return await driver.run()
    }

    /// Starts the upgrade in a task of its own; its events are also available as a stream.
    /// - Parameter token: marks the board's answers, so that a simulated run can be repeated exactly; `nil` draws one.
    public func start(token: DialogueToken? = nil) -> RunningUpgrade<UpgradeEvent, UpgradeResult> {
        RunningUpgrade { [self] tell in
            var session = self
            session.report = { event in
                report(event)
                tell(event)
            }
            guard let token else { return await session.run() }
            return await session.run(token: token)
        }
    }
}
