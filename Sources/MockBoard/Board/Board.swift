import ESPDevice
import ESPImage
import TransportCore

/// A board without hardware: flash, bootloader, Lua and its console, in simulated time.
///
/// The host's side sends bytes with `receive`, lets time pass with `advance` and takes the board's output with
/// `takeOutput`. Only one thread at a time may use it. The same configuration and the same calls always give the same
/// bytes.
final class Board {
    let configuration: BoardConfiguration
    let device: DeviceCore
    private var listener: DeviceListener?
    /// The faults; those of flash and boot act inside the device.
    var faults: FaultSchedule { didSet { device.faults = faults } }
    let files = BoardFiles()
    let sendsCarriageReturns: Bool

    /// The time, which the loop and Lua's work advance.
    let clock = TaskClock()
    var counters = BoardCounters()
    /// The most recent update; `nil` before the first.
    var update: BoardUpdate?
    /// Whether the host can reach the console; a USB console is gone while the board restarts.
    var isLinked = true { didSet { if oldValue, !isLinked { linkLosses += 1 } } }
    /// How many times the console has vanished.
    private(set) var linkLosses = 0

    var wire: ConsoleWire
    var receiver: any ConsoleReceiver
    var transmitter: ConsoleTransmitter
    var arrivals = ArrivalQueue()
    /// When everything that the host has sent so far has arrived.
    private(set) var wireFree: SimulatedTime = 0

    var events = EventQueue()
    var session: LuaSession?
    /// When flash operations block interrupts.
    var masks: [ClosedRange<SimulatedTime>] = []
    /// How Lua's run ends; `nil` while it goes on.
    var exit: BoardExit?
    /// The reason for the last start.
    var lastReset = ResetReason.powerOn
    /// When the text of the current start ends and Lua runs, if it comes up.
    var startEnd: SimulatedTime = 0
    var pins: BootPins
    /// Whether the ROM waits for a download.
    var isInDownloadMode = false
    private var rom = ROMLoader()
    var faultCounts = FaultCounts()
    /// Whether a fault swallows what Lua prints.
    var dropsOutput = false

    init(_ configuration: BoardConfiguration) throws(FactoryFlashError) {
        self.configuration = configuration
        faults = configuration.faults
        sendsCarriageReturns = configuration.newline == "\r\n"
        let factory = FactoryFlash(
            chip: configuration.chip,
            size: configuration.flashSize,
            table: configuration.partitions,
            firmware: configuration.firmware
        )
        let flash =
            if let path = configuration.flashFile { try factory.chip(inFile: path) } else { try factory.chipInMemory() }
        device = DeviceCore(
            DeviceConfiguration(
                chip: configuration.chip,
                release: configuration.line.release,
                lua: configuration.lua == .lua51 ? .lua51 : .lua53,
                bootloader: configuration.bootloader,
                application: configuration.application,
                timing: configuration.boot
            ),
            flash: flash,
            efuses: EFuses(secureVersion: configuration.secureVersion ?? 0),
            faults: configuration.faults
        )
        if let initLua = configuration.initLua { files.contents["init.lua"] = initLua }
        wire = ConsoleWire(
            isUART: configuration.console == .uart,
            baud: configuration.baud,
            highestBaud: configuration.highestBaud,
            isInstant: configuration.timing.isInstant
        )
        let timing = configuration.timing
        let byteTime = wire.byteTime(configuration.baud)
        receiver = Self.receiver(for: configuration, byteTime: byteTime)
        transmitter = ConsoleTransmitter(
            byteTime: byteTime,
            latency: timing.hostLatency.nanoseconds,
            server: timing.network.map(SerialServer.init)
        )
        pins = BootPins(configuration.resetCircuit)
        listener = DeviceListener(self)
        device.observer = listener
        start(configuration.firstReset, after: 0)
        scheduleNoise()
        scheduleTalk()
    }

    /// The current time.
    var now: SimulatedTime { clock.now }

    var timing: ConsoleTiming { configuration.timing }

    // MARK: The host's side

    /// The host has sent bytes.
    func receive(_ bytes: [UInt8]) {
        guard isLinked else { return }
        if timing.isInstant {
            if isUndisturbed {
                counters.bytesReceived += bytes.count
                counters.linesReceived += bytes.count { $0 == UInt8(ascii: "\n") }
                takeInstantly(bytes)
            } else {
                takeDisturbed(bytes)
            }
            return
        }
        let step = wire.hostByteTime
        // A server sends the bytes at the wire's pace, even if the network delivers them in bunches.
        let reached = now + (timing.network?.toBoard.nanoseconds ?? 0) + hostDelay()
        // Over USB all bytes of a packet arrive together.
        let pieceSize = configuration.console == .uart ? 1 : USBReceiver.packetSize
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = rest.prefix(pieceSize)
            rest = rest.dropFirst(pieceSize)
            wireFree = max(wireFree, reached) + step * SimulatedTime(piece.count)
            for byte in piece {
                let arriving = arriving(byte)
                if let place = placeOfFault(atEndOf: byte) {
                    events.add(at: wireFree) { $0.applyFaults(at: place) }
                    continue
                }
                if let busy = timeBusy(afterEndOf: byte), !wire.isGarbling {
                    events.add(at: wireFree) { if $0.session != nil { $0.stall(for: busy) } }
                }
                for arrived in arriving { arrivals.add(arrived, at: wireFree) }
            }
        }
    }

    /// The delay until the host's next write starts on the wire.
    private func hostDelay() -> SimulatedTime {
        guard timing.hostJitter > .zero else { return 0 }
        faultCounts.writes += 1
        let chance = SeededChance.number(seed: configuration.faults.seed, place: UInt64(faultCounts.writes))
        return SimulatedTime(chance % UInt64(timing.hostJitter.nanoseconds + 1))
    }

    /// Lets time pass until `end`.
    func advance(to end: SimulatedTime) {
        while step(until: end) {}
        clock.now = max(now, end)
        masks.removeAll { $0.upperBound < now }
    }

    /// The time of the next scheduled event.
    var nextEventTime: SimulatedTime {
        min(arrivals.next, nextReceiverStep, nextTask, events.next)
    }

    /// The earliest time at which the host can receive something, whatever happens at `nextEventTime`.
    ///
    /// A real-time loop that advances to this time misses nothing, and needs only a fraction of the iterations.
    var nextNoticeTime: SimulatedTime {
        let event = nextEventTime
        return min(transmitter.nextDelivery, event == .never ? .never : event + transmitter.leastDelay)
    }

    /// How many bytes from the host are on the wire and have not reached the console.
    var bytesOnWire: Int { arrivals.count }

    /// The bytes that the host has received by now.
    func takeOutput() -> [UInt8] {
        let bytes = transmitter.receive(at: now)
        return isLinked ? bytes : []
    }

    /// Sets the rate and format of the host's side.
    func setHost(baud: Int, format: LineFormat = .usual) {
        (wire.hostBaud, wire.hostFormat) = (baud, format)
    }

    // MARK: The loop

    private var nextReceiverStep: SimulatedTime {
        receiver.nextStep(queueIsFull: session?.tasks[2].isFull ?? true, mask: unmasked)
    }

    private var nextTask: SimulatedTime {
        guard receiver.hasInput || session?.hasWork == true else { return .never }
        return max(clock.taskTime, clock.idlesUntil)
    }

    /// Processes the next event; `false` if it is after `end`.
    private func step(until end: SimulatedTime) -> Bool {
        let task = nextTask
        let event = events.next
        let arrival = arrivals.next
        let first = min(arrival, nextReceiverStep, task, event)
        guard first <= end else { return false }
        clock.now = max(now, first)
        if first == arrival {
            takeArrival(at: arrival)
        } else if first == event {
            events.popFirst()?(self)
        } else if first == task {
            runTask()
        } else if let session {
            receiver.step(at: now, posting: &session.tasks[2])
        }
        counters.bytesLost = receiver.lost
        settle()
        return true
    }

    private func takeArrival(at time: SimulatedTime) {
        guard let byte = arrivals.popFirst() else { return }
        guard session != nil else { return takeInROM([byte]) }
        receiver.arrive(byte, at: time)
    }

    /// The ROM takes bytes while it waits for a download; otherwise nothing takes bytes before Lua runs.
    func takeInROM(_ bytes: [UInt8]) {
        guard isInDownloadMode else { return }
        for byte in bytes { transmitter.send(rom.take(byte), at: now) }
    }

    private func unmasked(_ time: SimulatedTime) -> SimulatedTime {
        guard time != .never else { return time }
        var time = time
        for mask in masks where mask.contains(time) { time = mask.upperBound + 1 }
        return time
    }

    /// Whether all bytes arrive unchanged.
    private var isUndisturbed: Bool {
        faults.faults.isEmpty && !wire.isGarbling
    }
}
