import ESPDevice
import TransportCore

/// Lua between two resets: the machine, the prompt, and the console's processing of bytes.
final class LuaSession {
    unowned let host: any LuaHost
    let clock: TaskClock
    let configuration: BoardConfiguration
    let firmware: RunningFirmware
    private(set) var machine: LuaMachine!
    var editor: LineEditor
    var input = ConsoleInput()
    /// The prompt after the last line.
    var prompt: [UInt8] = []
    /// The tasks that wait at low, medium and high priority.
    var tasks: [TaskQueue]
    var objects = ObjectTable()
    var standardOutput: UInt32?
    /// The lines of an incomplete statement.
    var pending: [UInt8]?
    var echoes = true
    /// Whether bytes go to the prompt.
    var feedsPrompt = true
    var dataCallback = DataCallback()
    /// The UARTs other than the console's whose driver is installed.
    var startedUARTs: Set<Int> = []
    var errorHandler: Int32?
    /// The default file of the oldest line's functions.
    var defaultFile: BoardFile?
    var logsLines = true
    /// Receives the output instead of the console.
    var redirection: OutputRedirection?
    private var instructionsInRun = 0
    private var lastUptime: SimulatedTime = 0
    private var lastFed: SimulatedTime = 0
    private var instructionsSinceFed = 0
    /// Whether Lua is in an endless loop, so that it answers nothing more.
    private(set) var hangs = false

    let costs: ConsoleCosts

    static let instructionsPerTick = 16
    /// The chip crashes if the idle task does not run for five seconds (`nodemcu-firmware dev-esp32
    /// sdkconfig.defaults`).
    static let watchdog: SimulatedTime = 5_000_000_000
    static let watchdogInstructions = 5_000_000
    /// If Lua runs this long while it feeds the watchdog, it is assumed to run until the next reset.
    static let hangInstructions = 40_000_000

    init(host: any LuaHost, firmware: RunningFirmware) {
        self.host = host
        clock = host.clock
        configuration = host.configuration
        self.firmware = firmware
        costs = ConsoleCosts(configuration.timing)
        let isInstant = configuration.timing.isInstant
        tasks = TaskQueue.places.map { TaskQueue(places: $0, bytesTakePlaces: !isInstant) }
        editor = LineEditor(isIDF3: configuration.line == .idf3)
        // The newest lines create the buffer on request.
        dataCallback.room = configuration.line == .idf4 ? 256 : nil
        machine = LuaMachine(
            configuration.lua,
            instructionsPerTick: Self.instructionsPerTick,
            write: { [unowned self] bytes in self.write(bytes) },
            tick: { [unowned self] count in self.tick(count) }
        )
        installModules()
    }

    // MARK: Time

    private func tick(_ instructions: Int) -> Bool {
        instructionsSinceFed += instructions
        clock.charge(costs.perInstruction * SimulatedTime(instructions))
        instructionsInRun += instructions
        if instructionsInRun > Self.hangInstructions {
            hangs = true
            return true
        }
        guard clock.taskFree - lastFed > Self.watchdog || instructionsSinceFed > Self.watchdogInstructions else {
            if case .reset = host.exit { return true }
            return false
        }
        crash(.taskWatchdog)
        return true
    }

    /// The firmware's clock, in microseconds.
    ///
    /// If instructions have no cost, it still advances with them, so that a loop that waits for it ends.
    func uptime() -> SimulatedTime {
        let passed = configuration.timing.isInstant ? SimulatedTime(instructionsInRun) / 2 : 0
        lastUptime = max(lastUptime, clock.taskTime / 1000 + passed)
        return lastUptime
    }

    func feedWatchdog() {
        lastFed = clock.taskFree
        instructionsSinceFed = 0
    }

    /// Charges for the bytes that a string function processed.
    func touch(_ bytes: Int) {
        clock.charge(costs.perStringByte * SimulatedTime(bytes))
    }

    // MARK: Output

    /// Sends Lua's output, with the line ends of the build.
    func write(_ bytes: UnsafeRawBufferPointer) {
        guard let redirection else { return host.print(bytes) }
        redirect(Array(bytes), redirection).withUnsafeBytes { host.print($0) }
    }

    func send(_ bytes: some Collection<UInt8>) {
        Array(bytes).withUnsafeBytes { write($0) }
    }

    func send(_ byte: UInt8) {
        withUnsafeBytes(of: byte) { write($0) }
    }

    func send(_ text: String) {
        send(text.utf8)
    }

    func log(_ line: ESPLogLine) {
        guard logsLines else { return }
        let text = line.rendered(milliseconds: Int(clock.taskTime / 1_000_000)) + "\n"
        send(text)
    }

    // MARK: Exits

    func crash(_ crash: Crash) {
        let text = PanicOutput(
            chip: configuration.chip,
            release: configuration.line.release,
            elfHash: firmware.description?.elfHash ?? []
        )
        for line in text.lines(crash, uptimeMilliseconds: Int(clock.taskFree / 1_000_000)) {
            host.printPanic(line.rendered(newline: configuration.newline))
        }
        host.requestReset(crash.resetReason)
    }

    // MARK: Work

    var hasWork: Bool {
        !hangs && (input.hasLine || tasks.indices.contains { !tasks[$0].isEmpty })
    }

    /// Whether a task waits at a higher priority.
    func hasWork(above priority: Int) -> Bool {
        !hangs && tasks[(priority + 1)...].contains { !$0.isEmpty }
    }

    /// A task starts: resets the count of what it has run.
    func beginTask() {
        feedWatchdog()
        instructionsInRun = 0
    }

    func runWork() {
        beginTask()
        if let entry = tasks[2].popFirst() ?? tasks[1].popFirst() {
            run(entry)
        } else if let line = input.takeLine() {
            run(line)
        } else if let entry = tasks[0].popFirst() {
            run(entry)
        }
    }

    private func run(_ entry: TaskQueue.Entry) {
        switch entry {
        case .byte(let byte): take(CollectionOfOne(byte))
        case .call(let function): function()
        }
    }
}
