import ESPImage
import LuaREPL
import Testing

@testable import OTAUpgrade

@Suite struct TransferChoiceTests {
    private static let dialects: [Dialect] = Dialect.allCases
    private static let consoles: [LuaREPL.ConsoleKind?] = [nil] + LuaREPL.ConsoleKind.allCases.map { $0 }

    private func choice(
        _ dialect: Dialect,
        console: LuaREPL.ConsoleKind? = .uart,
        modules: Set<String> = ["tmr", "uart", "console", "otaupgrade"],
        roundTrip: Duration = .milliseconds(3),
        lineRate: Double? = 11_520,
        _ change: (inout UpgradeOptions) -> Void = { _ in }
    ) -> TransferChoice {
        var identity = Fixtures.identity(dialect: dialect, modules: modules)
        identity.console = console
        var options = UpgradeOptions()
        change(&options)
        return TransferChoice(identity: identity, options: options, roundTrip: roundTrip, lineRate: lineRate)
    }

    @Test("on the IDF 5 line only a UART takes frames", arguments: consoles)
    func framesOnIDF5(_ console: LuaREPL.ConsoleKind?) {
        let choice = choice(.idf5, console: console) { $0.method = .frames }
        #expect(choice.method == (console == .uart ? .frames : .lines))
    }

    @Test("the automatic choice", arguments: dialects)
    func unasked(_ dialect: Dialect) {
        let usual: TransferMethod = [.console, .idf3].contains(dialect) ? .frames : .lines
        #expect(choice(dialect).method == usual)
        #expect(choice(dialect, console: .usbSerialJTAG).method == usual)
    }

    @Test("the requested method takes precedence", arguments: dialects, TransferMethod.allCases)
    func asked(_ dialect: Dialect, _ method: TransferMethod) {
        #expect(choice(dialect) { $0.method = method }.method == method)
        let setup = choice(dialect) { $0.method = method }.setup(for: [1, 2, 3])
        #expect(setup.wire.method == method)
    }

    @Test(
        "without a console to take over, or a timer that restores the prompt, there are no frames",
        arguments: dialects,
        [["otaupgrade"], ["uart", "console"], ["tmr"]] as [Set<String>]
    )
    func withoutModules(_ dialect: Dialect, _ modules: Set<String>) {
        #expect(choice(dialect, modules: modules) { $0.method = .frames }.method == .lines)
    }

    @Test(
        "the lines in flight fit what the console buffers",
        arguments: dialects.flatMap { dialect in consoles.map { (dialect, $0) } },
        TransferMethod.allCases.flatMap { method in [3, 20].map { (method, $0) } }
    )
    func fits(_ board: (Dialect, LuaREPL.ConsoleKind?), _ wish: (TransferMethod, Int)) {
        let choice = choice(board.0, console: board.1, roundTrip: .milliseconds(wish.1)) { $0.method = wish.0 }
        let setup = choice.setup(for: [UInt8](repeating: 0xA5, count: 4000))
        let line = setup.encoding.line(from: 0, over: setup.wire, direct: true)
        #expect(setup.window >= 1)
        let inFlight = setup.window * (line.bytes.count + 1)
        #expect(setup.window == 1 || inFlight <= ConsoleCapacity.bytes(choice.identity))
        if board.0 == .idf3, wish.0 == .lines { #expect(setup.window == 1) }
    }

    @Test(
        "latency is bridged by more, shorter lines",
        arguments: [Dialect.idf5, .console],
        TransferMethod.allCases
    )
    func slowLink(_ dialect: Dialect, _ method: TransferMethod) {
        let image = [UInt8](repeating: 0xA5, count: 4000)
        let quick = choice(dialect) { $0.method = method }.setup(for: image)
        let slow = choice(dialect, roundTrip: .milliseconds(25)) { $0.method = method }.setup(for: image)
        let lengths = [quick, slow].map { $0.encoding.line(from: 0, over: $0.wire, direct: true).bytes.count }
        #expect(lengths[0] == (method == .lines ? 255 : 254))
        #expect(quick.window == 2)
        #expect(slow.window > 2)
        #expect(lengths[1] == 488 / slow.window - 1)
    }

    @Test("raw frames, two at least, fill the queue of the IDF 3 line", arguments: [3, 25])
    func framesOnIDF3(_ roundTrip: Int) {
        let image = [UInt8](repeating: 0xA5, count: 4000)
        let setup = choice(.idf3, roundTrip: .milliseconds(roundTrip)).setup(for: image)
        #expect(setup.wire.method == .frames)
        #expect(roundTrip == 3 ? setup.window == 2 : setup.window > 3)
    }

    @Test(
        "a fast connection or a long latency chooses frames on the IDF 5 line if its console supports them",
        arguments: [(LuaREPL.ConsoleKind.uart, TransferMethod.frames), (.usbSerialJTAG, .lines), (nil, .lines)]
            as [(LuaREPL.ConsoleKind?, TransferMethod)]
    )
    func framesForLatency(_ console: LuaREPL.ConsoleKind?, _ method: TransferMethod) {
        #expect(choice(.idf5, console: console, roundTrip: .milliseconds(25), lineRate: 23_040).method == method)
        #expect(choice(.idf5, console: console, roundTrip: .milliseconds(18), lineRate: 11_520).method == .lines)
        #expect(choice(.idf5, console: console, roundTrip: .milliseconds(4), lineRate: 23_040).method == method)
        #expect(choice(.idf4, console: console, roundTrip: .milliseconds(4), lineRate: 23_040).method == .lines)
    }

    @Test func aRequestedWindowIsNeverWidened() {
        for window in [1, 2, 3, 9] {
            let setup = choice(.idf4) { $0.window = window }.setup(for: [1, 2, 3])
            #expect(setup.window == min(window, 5))
        }
    }

    @Test("a board that does not report its heap gets the image plain", arguments: [nil, 20_000, 200_000])
    func heap(_ heap: Int?) throws {
        var identity = Fixtures.identity(modules: ["tmr", "uart", "otaupgrade"])
        identity.heap = heap
        let image = [UInt8](repeating: 0xA5, count: 0x10000)
        func isCompressed(_ options: UpgradeOptions) -> Bool {
            TransferChoice(identity: identity, options: options, roundTrip: .milliseconds(3), lineRate: 11_520)
                .setup(for: image).encoding.isCompressed
        }
        var options = UpgradeOptions()
        #expect(isCompressed(options) == (heap == 200_000))
        options.compresses = false
        #expect(!isCompressed(options))
    }

    @Test(
        "over a link that is much faster than its line rate, the image is sent plain",
        arguments: [(Duration.microseconds(90), true), (.microseconds(1), false), (.zero, false)]
    )
    func unboundedLink(_ perByte: Duration, _ isCompressed: Bool) throws {
        var identity = Fixtures.identity(modules: ["tmr", "uart", "otaupgrade"])
        identity.heap = 200_000
        var choice = TransferChoice(
            identity: identity,
            options: UpgradeOptions(),
            roundTrip: isCompressed ? .milliseconds(3) : .microseconds(60),
            lineRate: 11_520
        )
        choice.perByte = perByte
        let image = try UpgradeBench().image(size: 0x2_0000).bytes
        #expect(choice.setup(for: image).encoding.isCompressed == isCompressed)
    }
}
