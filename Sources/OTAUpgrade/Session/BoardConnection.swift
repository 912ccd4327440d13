package import LuaREPL
package import TransportCore

/// A board whose Lua prompt answers; survives restarts and the loss of its port.
///
/// The owner must call `close()` in every case; `withBoard` does so.
public actor BoardConnection {
    private let connector: any TransportConnector
    private let token: DialogueToken
    private var transport: (any ByteTransport)?
    /// Whether the board has the agent, unless it restarted on its own.
    private(set) var hasHelper = false
    /// How many resets had been seen when the board got the agent.
    private(set) var resetsBefore = 0
    private var hasLooked = false
    /// Whether the board was seen to start, but not after a crash, once its port was open; known after the search for its
    /// prompt.
    ///
    /// Either it was plugged in just before, or its adapter resets it when the port is opened.
    package private(set) var wasStarting = false
    /// The changes that a transfer has made to the console.
    var console = ConsoleChanges()
    /// The line rates at which to look for a board from an interrupted transfer.
    let searchedRates: [Int]

    /// The dialogue with the board's prompt; replaced when the port comes back.
    package private(set) var dialogue: REPLDialogue

    /// Opens the port; nothing is sent to the board yet.
    /// - Parameter searchedRates: the line rates, in bits per second, at which to look for a board from an interrupted
    ///   transfer.
    package init(
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

    /// Opens a board, runs `body` with it and always closes it.
    /// - Parameter token: marks the board's answers; a random one if none is given.
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

    /// The address of the board; it changes if the port comes back under another name.
    package var address: TransportAddress { connector.address }

    /// The present time on the transport's clock.
    package var now: TransportInstant {
        get async { await dialogue.transport.now }
    }

    /// Whether the port's lines should be controllable but are not, since its server does not support RFC 2217.
    package var lacksLineControl: Bool {
        if case .rfc2217 = address { serialControl == nil } else { false }
    }

    /// The line rate of the port in bytes per second; `nil` if it has none.
    package var lineRate: Double? {
        get async {
            guard let serial = transport as? any SerialControl else { return nil }
            return Double(await serial.baud) / 10
        }
    }

    /// Finds the prompt and installs the agent.
    package func synchronise(within limit: Duration) async throws(REPLError) {
        let wasLeftBehind: Bool
        do {
            wasLeftBehind = try await findPrompt(within: limit)
        } catch {
            await noteOpening()
            throw error
        }
        await noteOpening()
        // Otherwise its timer would restore the console in the middle of the next steps.
        if wasLeftBehind { try await releaseConsole() }
        try await installHelper()
    }

    private func noteOpening() async {
        guard !hasLooked else { return }
        hasLooked = true
        let monitor = await dialogue.monitor
        wasStarting = monitor.resets > 0 && monitor.crash == nil
    }

    /// Installs the agent again if the board has lost it; returns whether it had.
    func ensureHelper(within limit: Duration) async throws(REPLError) -> Bool {
        if try await dialogue.synchronise(within: limit) { return false }
        try await installHelper()
        return true
    }

    private func installHelper() async throws(REPLError) {
        // Until the console is known to accept whole lines, send as much as the smallest one accepts.
        await dialogue.setBurst(48)
        hasHelper = true
        console.forgetBoard()
        resetsBefore = await dialogue.monitor.resets
        try await dialogue.install()
    }

    /// Asks the board what it is.
    package func identify() async throws(REPLError) -> BoardIdentity {
        let identity = try await dialogue.identify()
        if identity.console != .usbCDC { await dialogue.setBurst(nil) }
        return identity
    }

    /// The transport's control of rate and modem lines; `nil` if it only carries bytes.
    var serialControl: (any SerialControl)? {
        transport as? any SerialControl
    }

    /// Makes the board restart and waits until its prompt answers again.
    ///
    /// - Parameter function: what makes it restart, such as `node.restart`; no prompt comes after it.
    /// - Returns: the port's address if it disappeared and came back.
    /// - Throws: `raised` if the function refuses; `noAnswer` if the board does not restart; as `synchronise` if it does not come up.
    @discardableResult
    package func restart(
        by function: String,
        vanishes: Bool,
        within limit: Duration
    ) async throws(REPLError) -> TransportAddress? {
        let end = await now.advanced(by: limit)
        let vanishes = mayVanish(vanishes)
        await restoreConsoleUncancelled()
        var returned = try await awaitReset(function, vanishes: vanishes, until: end)
        await restoreHostBaud()
        // A board that still has its agent did not restart: the call may have arrived damaged.
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

    /// Waits for the prompt of a board that has restarted on its own, or whose port has gone.
    ///
    /// - Returns: the port's address if it disappeared and came back, and whether the board has restarted.
    /// - Throws: as `synchronise` if the board does not come up; `link` if the port disappears and does not come back.
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

    /// Removes the agent if possible, restores the port and closes it.
    ///
    /// Runs to its end, even in a cancelled task: within about a second, or within seven if the board does not answer, which
    /// may only be busy.
    package func close() async {
        if hasHelper { await restoreConsoleUncancelled() }
        let (dialogue, transport, hasHelper) = (dialogue, transport, hasHelper)
        self.hasHelper = false
        self.transport = nil
        // A task of its own, since waits in a cancelled task end at once.
        await Task {
            if hasHelper, (try? await dialogue.recover(patience: .seconds(2))) == true {
                try? await dialogue.uninstall()
            }
            await transport?.close()
        }.value
    }

    /// Records that the board is busy, so that nothing is sent to it when the connection closes.
    package func leaveHelperInPlace() {
        hasHelper = false
    }

    // MARK: Restarts

    /// Whether the port may disappear and come back when the board restarts: because of its kind of console, or because a
    /// server provides it, which may end a connection and accept the next one.
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
            // The boot text may be muted; finding the board again shows whether it restarted.
            return nil
        } catch .link(let error) where error.isEndOfConnection && vanishes {
            try await reopen(within: await now.duration(to: end))
            return connector.address
        }
        return nil
    }

    /// Waits for the first prompt, finds it, and installs the agent if the board has restarted.
    ///
    /// A board without the old agent has restarted. That is remembered, since the agent is then installed again.
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
                        ? "Check on the server's host that the board has the name that the server's configuration uses: a link in /dev/serial/by-path follows the board."
                        : "If the board has come back under another name, use its link in /dev/serial/by-path or by-id, which follows it."
                )
            )
        } catch {
            throw .link(error)
        }
    }
}
