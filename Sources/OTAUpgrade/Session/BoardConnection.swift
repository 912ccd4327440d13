public import LuaREPL
public import TransportCore

/// A board whose Lua prompt answers, across restarts and the vanishing of its port.
///
/// The owner calls `close()` on every way out; `withBoard` does.
public actor BoardConnection {
    private let connector: any TransportConnector
    private let token: DialogueToken
    private var transport: (any ByteTransport)?
    /// Whether the board has the helper, unless it restarted by itself.
    private(set) var hasHelper = false
    /// How many resets had been seen when the board got the helper.
    private(set) var resetsBefore = 0
    private var hasLooked = false
    /// Whether the board was seen to start, and not after a crash, once its port was open; known when its prompt has been
    /// looked for.
    ///
    /// It may have been plugged in just before, or its adapter resets it when the port is opened.
    package private(set) var wasStarting = false
    /// What has been changed at the console for a transfer.
    var console = ConsoleChanges()
    /// The line rates at which a board is looked for that a host left behind.
    let searchedRates: [Int]

    /// The dialogue with the board's prompt; replaced when the port comes back.
    public private(set) var dialogue: REPLDialogue

    /// Opens the port; the board is not asked anything yet.
    /// - Parameter searchedRates: at which line rates, in bits per second, a board is looked for that an earlier host left
    ///   behind in mid-transfer.
    public init(
        connector: any TransportConnector,
        token: DialogueToken,
        searchedRates: [Int] = usualRates
    ) async throws(TransportError) {
        self.connector = connector
        self.token = token
        self.searchedRates = searchedRates
        let transport = try await connector.connect()
        self.transport = transport
        dialogue = REPLDialogue(transport: transport, token: token)
    }

    /// Opens a board, runs `body` with it and closes it on every way out.
    /// - Parameter token: what marks the board's answers; a random one where none is given.
    public static func withBoard<Result: Sendable>(
        _ connector: any TransportConnector,
        token: DialogueToken? = nil,
        _ body: (BoardConnection) async throws(UpgradeError) -> Result
    ) async throws(UpgradeError) -> Result {
        var generator = SystemRandomNumberGenerator()
        let board: BoardConnection
        do {
            board = try await BoardConnection(
                connector: connector,
                token: token ?? DialogueToken(using: &generator)
            )
        } catch {
            throw .transport(error, in: .connect)
        }
        do {
            let result = try await body(board)
            await board.close()
            return result
        } catch {
            await board.close()
            throw error
        }
    }

    /// Where the board is found; another place where its port has come back under another name.
    public var address: TransportAddress { connector.address }

    /// The present time on the transport's clock.
    public var now: TransportInstant {
        get async { await dialogue.transport.now }
    }

    /// Whether the port was to be one whose line can be controlled, and its server cannot: it does not know RFC 2217.
    public var lacksLineControl: Bool {
        if case .rfc2217 = address { serialControl == nil } else { false }
    }

    /// The line rate of the port in bytes per second; `nil` where it has none.
    public var lineRate: Double? {
        get async {
            guard let serial = transport as? any SerialControl else { return nil }
            return Double(await serial.baud) / 10
        }
    }

    /// Finds the prompt and installs the helper.
    public func synchronise(within limit: Duration) async throws(REPLError) {
        let wasLeftBehind: Bool
        do {
            wasLeftBehind = try await findPrompt(within: limit)
        } catch {
            await noteOpening()
            throw error
        }
        await noteOpening()
        // Its timer would restore the console in the middle of what comes now.
        if wasLeftBehind { try await releaseConsole() }
        try await installHelper()
    }

    private func noteOpening() async {
        guard !hasLooked else { return }
        hasLooked = true
        let monitor = await dialogue.monitor
        wasStarting = monitor.resets > 0 && monitor.crash == nil
    }

    /// Puts the helper in place again where the board has lost it, and says whether it had.
    func ensureHelper(within limit: Duration) async throws(REPLError) -> Bool {
        if try await dialogue.synchronise(within: limit) { return false }
        try await installHelper()
        return true
    }

    private func installHelper() async throws(REPLError) {
        // Until the console is known to take whole lines, send what the smallest one takes.
        await dialogue.setBurst(48)
        hasHelper = true
        console.forgetBoard()
        resetsBefore = await dialogue.monitor.resets
        try await dialogue.install()
    }

    /// Asks the board what it is.
    public func identify() async throws(REPLError) -> BoardIdentity {
        let identity = try await dialogue.identify()
        if identity.console != .usbCDC { await dialogue.setBurst(nil) }
        return identity
    }

    /// What the transport can do beyond carrying bytes; `nil` where that is nothing.
    var serialControl: (any SerialControl)? {
        transport as? any SerialControl
    }

    /// Makes the board restart and waits until its prompt answers again.
    ///
    /// - Parameter function: what makes it restart, such as `node.restart`; no prompt comes after it.
    /// - Returns: the port's address where it vanished and came back.
    /// - Throws: `raised` where the function refused; `noAnswer` where the board did not restart; what `synchronise` throws where it did not come up.
    @discardableResult
    public func restart(
        by function: String,
        vanishes: Bool,
        within limit: Duration
    ) async throws(REPLError) -> TransportAddress? {
        let end = await now.advanced(by: limit)
        let vanishes = mayVanish(vanishes)
        await restoreConsoleUncancelled()
        var returned = try await awaitReset(function, vanishes: vanishes, until: end)
        await restoreHostBaud()
        // A board whose helper is still there did not restart: the call may have come damaged.
        var callsLeft = 2
        var hasRestarted = false
        while true {
            do throws(REPLError) {
                try await comeUp(until: end, &hasRestarted)
                if hasRestarted { return returned }
                guard callsLeft > 0 else { throw REPLError.notRestarted(function: function) }
                callsLeft -= 1
                returned = try await awaitReset(function, vanishes: vanishes, until: end)
            } catch .link(let error) where error.isEndOfConnection && vanishes {
                returned = try await reopen(before: end, or: error)
            }
        }
    }

    /// Waits for the prompt of a board that has restarted by itself, or whose port has gone.
    ///
    /// - Returns: the port's address where it vanished and came back, and whether the board has restarted.
    /// - Throws: what `synchronise` throws where it did not come up; `link` where the port went and stays away.
    func awaitReturn(
        vanishes: Bool,
        within limit: Duration
    ) async throws(REPLError) -> (address: TransportAddress?, hasRestarted: Bool) {
        let end = await now.advanced(by: limit)
        let vanishes = mayVanish(vanishes)
        hasHelper = false
        await restoreHostBaud()
        var returned: TransportAddress?
        var hasRestarted = false
        while true {
            do throws(REPLError) {
                try await comeUp(until: end, &hasRestarted)
                hasHelper = true
                return (returned, hasRestarted)
            } catch .link(let error) where error.isEndOfConnection && vanishes {
                returned = try await reopen(before: end, or: error)
            }
        }
    }

    /// Removes the helper where that can be done, gives the port back and closes it.
    ///
    /// Runs to its end in a cancelled task, too, within about a second.
    public func close() async {
        if hasHelper { await restoreConsoleUncancelled() }
        let (dialogue, transport, hasHelper) = (dialogue, transport, hasHelper)
        self.hasHelper = false
        self.transport = nil
        // A task of its own, since waits in a cancelled one end at once.
        await Task {
            if hasHelper, (try? await dialogue.recover()) == true {
                try? await dialogue.uninstall()
            }
            await transport?.close()
        }.value
    }

    /// Says that the board is busy and must not be sent anything when the connection closes.
    public func leaveHelperInPlace() {
        hasHelper = false
    }

    // MARK: Restarts

    /// Whether the port may go away and come back when the board restarts: by its console's nature, or because a server
    /// hands it out, which may end a connection and take the next.
    private func mayVanish(_ vanishes: Bool) -> Bool {
        vanishes || address.isOnNetwork
    }

    private func awaitReset(
        _ function: String,
        vanishes: Bool,
        until end: TransportInstant
    ) async throws(REPLError) -> TransportAddress? {
        hasHelper = false
        do throws(REPLError) {
            let answer = try await dialogue.call(function, timeout: .seconds(5), attempts: 1)
            if let message = answer.error {
                hasHelper = true
                throw REPLError.raised(function: function, message: message)
            }
        } catch .rebooted {
            return nil
        } catch .noAnswer {
            // The boot text may be muted; whether the board restarted shows when it is found again.
            return nil
        } catch .link(let error) where error.isEndOfConnection && vanishes {
            try await reopen(within: await now.duration(to: end))
            return connector.address
        }
        return nil
    }

    /// Waits for the first prompt, finds it, and installs the helper where the board has restarted.
    ///
    /// A board without the old helper has restarted. That stays known, since what is installed from then on is not the old one.
    private func comeUp(until end: TransportInstant, _ hasRestarted: inout Bool) async throws(REPLError) {
        var deadline = min(end, await now.advanced(by: .seconds(3)))
        while let event = try await dialogue.nextEvent(until: deadline) {
            if case .prompt(.statement) = event { break }
            if case .boot = event { deadline = min(end, await now.advanced(by: .seconds(15))) }
            let monitor = await dialogue.monitor
            if monitor.isCrashLooping || monitor.isInDownloadMode { break }
        }
        let remaining = max(.seconds(1), await now.duration(to: end))
        if try await !dialogue.synchronise(within: remaining) { hasRestarted = true }
        if hasRestarted || !hasHelper { try await installHelper() }
    }

    private func reopen(before end: TransportInstant, or error: TransportError) async throws(REPLError)
        -> TransportAddress
    {
        let remaining = await now.duration(to: end)
        guard remaining > .zero else { throw .link(error) }
        try await reopen(within: remaining)
        return connector.address
    }

    private func reopen(within limit: Duration) async throws(REPLError) {
        await transport?.close()
        do {
            let transport = try await connector.reconnect(within: limit)
            self.transport = transport
            dialogue = REPLDialogue(transport: transport, token: token)
        } catch  where error.code == .noDevice {
            throw .link(
                TransportError(
                    .linkLost,
                    at: connector.address,
                    "\(connector.address) went away with the restart and has not come back.",
                    nextStep: connector.address.isOnNetwork
                        ? "Check on the server's host that the board is there under the name that the server's configuration has: a link in /dev/serial/by-path follows it."
                        : "Where the board has come back under another name, name it by its link in /dev/serial/by-path or by-id, which follows it; `ports` lists them."
                )
            )
        } catch {
            throw .link(error)
        }
    }
}
