package import ESPDevice

/// All faults of a mock board.
///
/// This is a value without state: whoever runs the board counts the places and asks for the fault at each. The same
/// schedule always gives the same answers; random choices are determined by the seed.
public struct FaultSchedule: Sendable, Hashable {
    /// The faults.
    public let faults: [Fault]
    /// The seed of the random choices.
    public let seed: UInt64

    private let byteFaults: [Int: [Fault]]
    private let callFaults: [Int: [Fault]]
    private let lineFaults: [Int: [Fault]]
    fileprivate let powerCuts: [Int: PowerCut]

    /// No faults.
    public static let none = FaultSchedule()

    /// Creates a schedule.
    public init(_ faults: [Fault] = [], seed: UInt64 = 1) {
        self.faults = faults
        self.seed = seed
        var (bytes, calls, lines) = ([Int: [Fault]](), [Int: [Fault]](), [Int: [Fault]]())
        var cuts: [Int: PowerCut] = [:]
        for fault in faults {
            switch fault {
            case .dropByte(let byte), .doubleByte(let byte), .flipBit(let byte, _):
                bytes[byte, default: []].append(fault)
            case .dropReply(let call), .stall(let call, _), .reset(.call(let call)), .unplug(.call(let call), _):
                calls[call, default: []].append(fault)
            case .reset(.line(let line)), .unplug(.line(let line), _): lines[line, default: []].append(fault)
            case .powerCut(let operation, let cut): cuts[operation] = cuts[operation] ?? cut
            case .setBootFails, .imageNotBootable, .crashLoop, .noise, .talking, .luaBusy, .lostAlarm, .deaf: break
            }
        }
        byteFaults = bytes
        callFaults = calls
        lineFaults = lines
        powerCuts = cuts
    }

    // MARK: Faults by place

    /// The bytes that arrive for the host's byte `number`.
    public func arrival(of byte: UInt8, number: Int) -> [UInt8] {
        var arriving = [byte]
        for fault in byteFaults[number] ?? [] {
            switch fault {
            case .dropByte: arriving = []
            case .doubleByte: arriving += arriving
            case .flipBit(_, let bit):
                let mask = UInt8(1) << UInt8(bit ?? Int(chance(number) % 8))
                arriving = arriving.map { $0 ^ mask }
            default: break
            }
        }
        return arriving
    }

    /// Whether the board's reply to that call of `otaupgrade.write` is lost.
    public func dropsReply(toCall call: Int) -> Bool {
        callFaults[call]?.contains(.dropReply(call: call)) ?? false
    }

    /// How long the board stalls after that call; `nil` if it does not.
    public func stall(afterCall call: Int) -> Duration? {
        for case .stall(_, let duration) in callFaults[call] ?? [] { return duration }
        return nil
    }

    /// Whether the board resets at that place.
    public func resets(at place: Fault.Place) -> Bool {
        faults(at: place).contains(.reset(place))
    }

    /// How long the console is gone from that place on; `nil` if it stays.
    public func unplug(at place: Fault.Place) -> Duration? {
        for case .unplug(_, let duration) in faults(at: place) { return duration }
        return nil
    }

    private func faults(at place: Fault.Place) -> [Fault] {
        switch place {
        case .call(let call): callFaults[call] ?? []
        case .line(let line): lineFaults[line] ?? []
        }
    }

    /// Whether the console ignores all input after that many calls.
    public func isDeaf(afterCalls calls: Int) -> Bool {
        faults.contains { if case .deaf(let first) = $0 { calls >= first ?? 0 } else { false } }
    }

    /// How long an application keeps Lua busy after the end of that line; `nil` if it does not.
    public func luaBusy(afterLine line: Int) -> Duration? {
        for case .luaBusy(let duration, let percent) in faults where happens(percent, .luaBusy, line) {
            return duration
        }
        return nil
    }

    /// Whether the alarm with that number is lost.
    public func losesAlarm(_ number: Int) -> Bool {
        faults.contains { if case .lostAlarm(let percent) = $0 { happens(percent, .lostAlarm, number) } else { false } }
    }

    /// The log lines that disturb the console; `nil` if there are none.
    public var noise: FaultNoise? {
        for case .noise(let interval) in faults { return FaultNoise(interval: interval, seed: seed) }
        return nil
    }

    /// The output of an application; `nil` if there is none.
    public var talk: FaultTalk? {
        for case .talking(let interval) in faults { return FaultTalk(interval: interval, seed: seed) }
        return nil
    }

    private func chance(_ place: Int) -> UInt64 {
        SeededChance.number(seed: seed, place: UInt64(place))
    }

    // Two random faults must not always coincide.
    private enum Draw: UInt64 {
        case luaBusy = 0x6C75_6100
        case lostAlarm = 0x616C_6100
    }

    private func happens(_ percent: Int, _ draw: Draw, _ number: Int) -> Bool {
        SeededChance.number(seed: seed ^ draw.rawValue, place: UInt64(number)) % 100 < UInt64(percent)
    }
}

extension FaultSchedule: DeviceFaults {
    package func verdict(for operation: FlashOperation) -> FlashVerdict {
        powerCuts[operation.index].map { .cutPower($0) } ?? .perform
    }

    package var setBootFails: Bool { faults.contains(.setBootFails) }

    package var imageDefect: ImageDefect? {
        if faults.contains(.imageNotBootable) { return .doesNotLoad }
        return faults.contains(.crashLoop) ? .crashes : nil
    }
}
