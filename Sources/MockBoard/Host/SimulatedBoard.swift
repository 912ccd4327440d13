public import ESPImage
import Synchronization
public import TransportCore

/// A mock board in this process, in simulated time: a place to connect to, as often as one likes.
///
/// Time passes only while somebody waits: `read(until:)`, `sleep(until:)` and `reconnect(within:)` run the simulation
/// forward instead of waiting. The same configuration and the same calls give the same bytes always.
public actor SimulatedBoard: TransportConnector {
    /// For the tests of the transport, which play the board by hand.
    let board: Board
    private let configuration: BoardConfiguration
    /// Counts connections, so that a closed one cannot reach the board any more.
    private var connection = 0
    private var pending: [UInt8] = []
    /// What the board had counted when the console was connected: one more, and the connection is lost for good.
    private var linkLosses = 0
    private nonisolated let name = Mutex("mock board")

    /// Makes a board and gives it power.
    /// - Throws: where the flash cannot hold its partition table or firmware.
    public init(_ configuration: BoardConfiguration) throws(FactoryFlashError) {
        self.configuration = configuration
        board = try Board(configuration)
    }

    /// The board's name among addresses; another one after each time that the console has gone, where the configuration
    /// says so.
    ///
    /// The board itself connects under whatever name, as a link of `/dev/serial/by-id` does; `SimulatedPort` knows one
    /// name only.
    public nonisolated var address: TransportAddress { .simulated(name: name.withLock { $0 }) }

    /// Connects to the console.
    /// - Throws: `noDevice` while a USB console is gone.
    public func connect() throws(TransportError) -> any ByteTransport {
        rename()
        guard board.isLinked else {
            throw TransportError(.noDevice, at: address, "The board's console is not there.")
        }
        connection += 1
        linkLosses = board.linkLosses
        board.setHost(baud: configuration.baud)
        // The kernel's open asserts both lines in one request (Linux `tty_port.c`).
        board.setLines(ModemLines(dtr: true, rts: true))
        return SimulatedTransport(board: self, connection: connection)
    }

    /// Runs the simulation until the console is there, and connects.
    public func reconnect(within timeout: Duration) async throws(TransportError) -> any ByteTransport {
        advance(for: timeout) { board.isLinked }
        return try connect()
    }

    /// Connects to the console if it has this address.
    func connect(under name: TransportAddress) throws(TransportError) -> any ByteTransport {
        rename()
        guard name == address else { throw TransportError(.noDevice, at: name, "There is no \(name).") }
        return try connect()
    }

    func reconnect(under name: TransportAddress, within timeout: Duration) throws(TransportError) -> any ByteTransport {
        advance(for: timeout) {
            rename()
            return board.isLinked && name == address
        }
        return try connect(under: name)
    }

    private func advance(for timeout: Duration, until isReached: () -> Bool) {
        let end = board.now + timeout.nanoseconds
        while !isReached(), board.now < end {
            board.advance(to: min(end, max(board.nextEventTime, board.now + 1)))
        }
    }

    private func rename() {
        guard configuration.consoleChangesAddress, board.linkLosses > 0 else { return }
        name.withLock { $0 = "mock board (\(board.linkLosses + 1))" }
    }

    // MARK: Looking inside

    /// What the host has set DTR and RTS to, and when; opening and closing do not count.
    public private(set) var lineChanges: [LineChange] = []

    /// Whether the chip waits for a download.
    public var isInDownloadMode: Bool { board.isInDownloadMode }

    /// Whether EN is low.
    public var isHeldInReset: Bool { board.pins?.holdsReset ?? false }

    /// What the board has counted.
    public var counters: BoardCounters { board.counters }

    /// The present moment of the simulation.
    public var now: TransportInstant { TransportInstant(nanoseconds: board.now) }

    /// The whole flash.
    public var flash: [UInt8] { Array(board.device.flash.read(0..<board.device.flash.size)) }

    /// The content of a partition.
    public func content(of partition: Partition) -> [UInt8] {
        Array(board.device.flash.read(partition.offset..<partition.offset + partition.size))
    }

    /// The record of which slot boots.
    public var otaData: OTAData? {
        configuration.partitions.otaData.map { OTAData(bytes: content(of: $0)) }
    }

    /// The name of the partition whose firmware runs; `nil` while the board starts.
    public var running: String? { board.session?.firmware.partition.name }

    /// The update that the host began last; `nil` before the first.
    public var update: BoardUpdate? { board.update }

    /// Which partitions' firmware the next resets start, in their order; `nil` where none comes up.
    ///
    /// Changes nothing: the resets are tried on a copy of the flash. A reset after which the firmware crashes, or the boot
    /// loader finds nothing to start, leads to the next by itself, so it counts as the same.
    public func nextStarts(_ count: Int) -> [String?] {
        let copy = board.device.rehearsal()
        copy.faults = .none
        return (0..<count).map { _ in
            for _ in 0..<4 {
                if let firmware = copy.boot(.software).firmware { return firmware.partition.name }
            }
            return nil
        }
    }

    /// Whether the console takes lines and echoes them, at the rate that the firmware was built for.
    public var promptIsUsable: Bool {
        consoleIsUsable && board.session?.pending == nil
    }

    /// Whether the console takes bytes for the prompt and echoes them, at the rate that the firmware was built for; also
    /// where a statement has been begun that is not complete.
    public var consoleIsUsable: Bool {
        guard let session = board.session else { return false }
        return session.feedsPrompt && session.echoes && board.consoleBaud == configuration.baud
    }

    /// The line rate of the host's side.
    public var hostBaud: Int { board.hostBaud }

    /// How many operations the flash has carried out.
    public var flashOperations: Int { board.device.flash.operationCount }

    /// Lets time pass.
    public func run(for duration: Duration) {
        board.advance(to: board.now + duration.nanoseconds)
    }

    /// Lets nothing go wrong any more.
    ///
    /// What updates wrote while it did keeps its flaws.
    public func heal() {
        board.heal()
    }

    /// Takes the power away and gives it back.
    public func cyclePower() {
        board.losePower()
    }

    /// Resets the board, as a pin, a watchdog or the supply does it: without a word before.
    public func reset(_ reason: ResetReason) {
        board.reset(reason)
    }

    // MARK: The transport's side

    func write(_ bytes: [UInt8], over number: Int) throws(TransportError) {
        try check(number)
        if Task.isCancelled { throw cancelled }
        board.receive(bytes)
    }

    func read(until deadline: TransportInstant, over number: Int) throws(TransportError) -> [UInt8] {
        try check(number)
        if Task.isCancelled { throw cancelled }
        while true {
            pending += board.takeOutput()
            if !pending.isEmpty {
                defer { pending = [] }
                return pending
            }
            try check(number)
            guard board.now < deadline.nanoseconds else { return [] }
            if Task.isCancelled { throw cancelled }
            step(to: deadline.nanoseconds)
        }
    }

    func sleep(until deadline: TransportInstant, over number: Int) throws(TransportError) {
        try checkIsOpen(number)
        if Task.isCancelled { throw cancelled }
        while board.now < deadline.nanoseconds {
            if Task.isCancelled { throw cancelled }
            step(to: deadline.nanoseconds)
            pending += board.takeOutput()
        }
    }

    /// What was written leaves, also in a cancelled task.
    private func pass(until end: SimulatedTime) {
        while board.now < end {
            step(to: end)
            pending += board.takeOutput()
        }
    }

    func baud() -> Int { board.hostBaud }

    func setBaud(_ baud: Int, over number: Int) throws(TransportError) {
        try checkIsOpen(number)
        guard (1...Self.highestBaud).contains(baud) else {
            throw TransportError(
                .unsupported,
                at: address,
                "The port cannot run at \(baud) baud.",
                nextStep: "Choose a rate from 1 to \(Self.highestBaud) baud."
            )
        }
        pass(until: board.wireFree)
        board.setHost(baud: baud)
    }

    func modemLines(over number: Int) throws(TransportError) -> ModemLines? {
        try check(number)
        return board.pins?.lines
    }

    func setModemLines(_ lines: ModemLines, over number: Int) throws(TransportError) {
        try check(number)
        guard board.pins != nil else { return }
        lineChanges.append(LineChange(time: now, lines: lines))
        board.setLines(lines)
    }

    func close(_ number: Int) {
        guard number == connection else { return }
        connection += 1
        // The last close lowers both in one request where HUPCL is set, as it is by default.
        board.setLines(ModemLines(dtr: false, rts: false))
    }

    private func step(to end: SimulatedTime) {
        let next = min(board.nextEventTime, board.transmitter.nextDelivery, end)
        board.advance(to: max(next, board.now))
    }

    /// The most that an ESP32's UART does (`ESP-IDF 5.1.3 soc_caps.h`, `SOC_UART_BITRATE_MAX`).
    private static let highestBaud = 5_000_000

    private func checkIsOpen(_ number: Int) throws(TransportError) {
        guard number == connection else {
            throw TransportError(.linkLost, at: address, "The transport is closed.")
        }
    }

    private func check(_ number: Int) throws(TransportError) {
        try checkIsOpen(number)
        guard board.isLinked, board.linkLosses == linkLosses else {
            throw TransportError(
                .linkLost,
                at: address,
                "The board's console has gone.",
                nextStep: "Wait until it is back, then connect again."
            )
        }
    }

    private var cancelled: TransportError {
        TransportError(.cancelled, at: address, "Waiting was cancelled.")
    }
}
