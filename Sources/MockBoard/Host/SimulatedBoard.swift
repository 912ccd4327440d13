public import ESPDevice
public import ESPImage
import Synchronization
public import TransportCore

/// A mock board in this process, in simulated time; any number of connections can be made one after another.
///
/// Time passes only while somebody waits: `read(until:)`, `sleep(until:)` and `reconnect(within:)` advance the
/// simulation instead of waiting. The same configuration and the same calls always give the same bytes.
public actor SimulatedBoard: TransportConnector {
    /// For the transport's tests, which control the board directly.
    let board: Board
    private let configuration: BoardConfiguration
    /// Counts connections, so that a closed one can no longer reach the board.
    private var connection = 0
    private var pending: [UInt8] = []
    /// The board's count of link losses when this connection was made: once it grows, the connection is lost for good.
    private var linkLosses = 0
    private nonisolated let name = Mutex("mock board")

    /// Creates a board and powers it up.
    /// - Throws: if the flash cannot hold its partition table or firmware.
    public init(_ configuration: BoardConfiguration) throws(FactoryFlashError) {
        self.configuration = configuration
        board = try Board(configuration)
    }

    /// The board's current address, which changes each time the console vanishes if the configuration says so.
    ///
    /// The board itself connects under any address, like a link in `/dev/serial/by-id`; `SimulatedPort` has one fixed
    /// address.
    public nonisolated var address: TransportAddress { .simulated(name: name.withLock { $0 }) }

    /// Connects to the console.
    /// - Throws: `noDevice` while a USB console is gone.
    public func connect() throws(TransportError) -> any ByteTransport {
        rename()
        guard board.isLinked else {
            throw TransportError(.noDevice, at: address, "The board's console is not connected.")
        }
        connection += 1
        linkLosses = board.linkLosses
        board.setHost(baud: configuration.baud)
        // The kernel's open asserts both lines in a single request (Linux `tty_port.c`).
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
        guard name == address else { throw TransportError(.noDevice, at: name, "\(name) is not connected.") }
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

    /// When and to what the host has set DTR and RTS; opening and closing do not count.
    package private(set) var lineChanges: [LineChange] = []

    /// Whether the chip is in download mode.
    public var isInDownloadMode: Bool { board.isInDownloadMode }

    /// Whether EN is low.
    public var isHeldInReset: Bool { board.pins.circuit?.holdsReset ?? false }

    /// The board's counters.
    public var counters: BoardCounters { board.counters }

    /// The current simulated time.
    public var now: TransportInstant { TransportInstant(nanoseconds: board.now) }

    /// The content of the complete flash.
    public var flash: [UInt8] { Array(board.device.flash.read(0..<board.device.flash.size)) }

    /// The content of a partition.
    public func content(of partition: Partition) -> [UInt8] {
        Array(board.device.flash.read(partition.offset..<partition.offset + partition.size))
    }

    /// The OTA data, which select the boot slot.
    package var otaData: OTAData? {
        configuration.partitions.otaData.map { OTAData(bytes: content(of: $0)) }
    }

    /// The name of the partition whose firmware runs; `nil` while the board starts.
    public var running: String? { board.session?.firmware.partition.name }

    /// The host's most recent update; `nil` before the first.
    public var update: BoardUpdate? { board.update }

    /// The partitions whose firmware the next resets start, in order; `nil` if no firmware comes up.
    ///
    /// This changes nothing: the resets are simulated on a copy of the flash. A reset after which the firmware crashes,
    /// or the bootloader finds nothing to start, causes the next reset, so both count as one.
    public func nextStarts(_ count: Int) -> [String?] {
        let copy = board.device.rehearsal()
        copy.faults = NoDeviceFaults()
        return (0..<count).map { _ in
            for _ in 0..<4 {
                if let firmware = copy.boot(.software).firmware { return firmware.partition.name }
            }
            return nil
        }
    }

    /// Whether the console accepts lines and echoes them, at the rate that the firmware was built for.
    public var promptIsUsable: Bool {
        consoleIsUsable && board.session?.pending == nil
    }

    /// Whether the console accepts bytes for the prompt and echoes them, at the rate that the firmware was built for,
    /// even in the middle of an incomplete statement.
    public var consoleIsUsable: Bool {
        guard let session = board.session else { return false }
        return session.feedsPrompt && session.echoes && board.wire.consoleBaud == configuration.baud
    }

    /// The line rate of the host's side.
    public var hostBaud: Int { board.wire.hostBaud }

    /// How many operations the flash has carried out.
    public var flashOperations: Int { board.device.flash.operationCount }

    /// Advances the time.
    public func run(for duration: Duration) {
        board.advance(to: board.now + duration.nanoseconds)
    }

    /// Removes all faults.
    ///
    /// Images that updates wrote under a fault keep their defect.
    public func heal() {
        board.heal()
    }

    /// Switches the power off and on.
    public func cyclePower() {
        board.losePower()
    }

    /// Resets the board without any output before, as a pin, a watchdog or the supply does.
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
        }
    }

    func baud() -> Int { board.wire.hostBaud }

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
        // Written bytes are sent even if the task is cancelled.
        while board.now < board.wireFree { step(to: board.wireFree) }
        board.setHost(baud: baud)
    }

    func modemLines(over number: Int) throws(TransportError) -> ModemLines? {
        try check(number)
        return board.pins.circuit?.lines
    }

    func setModemLines(_ lines: ModemLines, over number: Int) throws(TransportError) {
        try check(number)
        guard board.pins.circuit != nil else { return }
        lineChanges.append(LineChange(time: now, lines: lines))
        board.setLines(lines)
    }

    func close(_ number: Int) {
        guard number == connection else { return }
        connection += 1
        // The last close lowers both lines in a single request if HUPCL is set, as it is by default.
        board.setLines(ModemLines(dtr: false, rts: false))
    }

    private func step(to end: SimulatedTime) {
        let next = min(board.nextEventTime, board.transmitter.nextDelivery, end)
        board.advance(to: max(next, board.now))
        pending += board.takeOutput()
    }

    /// The maximum of an ESP32's UART (`ESP-IDF 5.1.3 soc_caps.h`, `SOC_UART_BITRATE_MAX`).
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
                "The board's console has vanished.",
                nextStep: "Wait until it is back, then connect again."
            )
        }
    }

    private var cancelled: TransportError {
        TransportError(.cancelled, at: address, "Waiting was cancelled.")
    }
}
