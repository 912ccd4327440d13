public import LuaREPL
public import TransportCore

/// A board whose Lua prompt answers, across restarts and the vanishing of its port.
///
/// The owner calls `close()` on every way out; `withBoard` does.
public actor BoardConnection {
    private let connector: any TransportConnector
    private let token: DialogueToken
    private var transport: (any ByteTransport)?
    private var hasHelper = false
    private var echoIsOff = false
    /// The rate at which the port was opened.
    private var originalBaud: Int?

    /// The dialogue with the board's prompt; replaced when the port comes back.
    public private(set) var dialogue: REPLDialogue

    /// Opens the port; the board is not asked anything yet.
    public init(connector: any TransportConnector, token: DialogueToken) async throws(TransportError) {
        self.connector = connector
        self.token = token
        let transport = try await connector.connect()
        self.transport = transport
        dialogue = REPLDialogue(transport: transport, token: token)
    }

    /// Opens a board, runs `body` with it and closes it on every way out.
    public static func withBoard<Result: Sendable>(
        _ connector: any TransportConnector,
        _ body: (BoardConnection) async throws(UpgradeError) -> Result
    ) async throws(UpgradeError) -> Result {
        var generator = SystemRandomNumberGenerator()
        let board: BoardConnection
        do {
            board = try await BoardConnection(connector: connector, token: DialogueToken(using: &generator))
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

    /// The present time on the transport's clock.
    public var now: TransportInstant {
        get async { await dialogue.transport.now }
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
        try await dialogue.synchronise(within: limit)
        try await installHelper()
    }

    /// Puts the helper in place again where the board has lost it.
    func ensureHelper(within limit: Duration) async throws(REPLError) {
        if try await !dialogue.synchronise(within: limit) { try await installHelper() }
    }

    private func installHelper() async throws(REPLError) {
        // Until the console is known to take whole lines, send what the smallest one takes.
        await dialogue.setBurst(48)
        hasHelper = true
        try await dialogue.install()
    }

    /// Asks the board what it is.
    public func identify() async throws(REPLError) -> BoardIdentity {
        let identity = try await dialogue.identify()
        if identity.console != .usbCDC { await dialogue.setBurst(nil) }
        return identity
    }

    /// Switches the console's echo off where the firmware can, until the board resets or the connection closes.
    ///
    /// An echo costs the board more than the line itself. The firmware with the `console` module cannot switch it off
    /// (`nodemcu-firmware dev-esp32 linput.c`); that is no error here.
    func silenceEcho() async throws(REPLError) {
        guard let baud = await serialControl?.baud else { return }
        echoIsOff = true
        let answer = try await dialogue.ask("uart.setup(0,\(baud),8,0,1,0)")
        echoIsOff = answer.error == nil
    }

    /// What the transport can do beyond carrying bytes; `nil` where that is nothing.
    var serialControl: (any SerialControl)? {
        transport as? any SerialControl
    }

    /// Remembers that the console's echo is off, to be put on again, and the rate to come back to.
    func noteChangedConsole(from baud: Int) {
        echoIsOff = true
        originalBaud = originalBaud ?? baud
    }

    /// Moves the console back to the rate at which the port was opened, also in a cancelled task.
    func giveBackBaud() async {
        guard let originalBaud, await serialControl?.baud != originalBaud else { return }
        // A task of its own, since waits in a cancelled one end at once.
        _ = await Task { try? await changeBaud(to: originalBaud) }.value
    }

    /// A board that restarts is at the rate that its firmware was built for, as when the port was opened.
    private func returnHostToOriginalBaud() async {
        guard let originalBaud, let serial = serialControl else { return }
        try? await serial.setBaud(originalBaud)
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
        await giveBackBaud()
        var returned = try await awaitReset(function, vanishes: vanishes, until: end)
        await returnHostToOriginalBaud()
        while true {
            do throws(REPLError) {
                let stillThere = try await comeUp(until: end)
                guard !stillThere else { throw REPLError.notRestarted(function: function) }
                return returned
            } catch .link(let error) where error.code == .linkLost && vanishes {
                let remaining = await now.duration(to: end)
                guard remaining > .zero else { throw .link(error) }
                try await reopen(within: remaining)
                returned = connector.address
            }
        }
    }

    /// Removes the helper where that can be done, gives the port back and closes it.
    ///
    /// Runs to its end in a cancelled task, too, within about a second.
    public func close() async {
        if hasHelper { await giveBackBaud() }
        let (dialogue, transport, hasHelper) = (dialogue, transport, hasHelper)
        var echo: String?
        if echoIsOff, let baud = await serialControl?.baud { echo = "uart.setup(0,\(baud),8,0,1,1)" }
        let restoringEcho = echo
        self.hasHelper = false
        self.transport = nil
        // A task of its own, since waits in a cancelled one end at once.
        await Task {
            if hasHelper, (try? await dialogue.recover()) == true {
                if let restoringEcho { try? await dialogue.tell(restoringEcho) }
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

    private func awaitReset(
        _ function: String,
        vanishes: Bool,
        until end: TransportInstant
    ) async throws(REPLError) -> TransportAddress? {
        hasHelper = false
        echoIsOff = false
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
        } catch .link(let error) where error.code == .linkLost && vanishes {
            try await reopen(within: await now.duration(to: end))
            return connector.address
        }
        return nil
    }

    /// Waits for the first prompt and finds it; whether the old helper still answers, so that there was no restart.
    private func comeUp(until end: TransportInstant) async throws(REPLError) -> Bool {
        var deadline = min(end, await now.advanced(by: .seconds(3)))
        while let event = try await dialogue.nextEvent(until: deadline) {
            if case .prompt(.statement) = event { break }
            if case .boot = event { deadline = min(end, await now.advanced(by: .seconds(15))) }
            if await dialogue.monitor.isCrashLooping { break }
        }
        let remaining = max(.seconds(1), await now.duration(to: end))
        if try await dialogue.synchronise(within: remaining) { return true }
        try await installHelper()
        return false
    }

    private func reopen(within limit: Duration) async throws(REPLError) {
        await transport?.close()
        do {
            let transport = try await connector.reconnect(within: limit)
            self.transport = transport
            dialogue = REPLDialogue(transport: transport, token: token)
        } catch {
            throw .link(error)
        }
    }
}
