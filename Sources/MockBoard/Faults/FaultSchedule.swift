/// All that goes wrong on one mock board.
///
/// A value that answers what happens at a place; whoever runs the board counts the places and asks. The same schedule
/// gives the same answers always: what is left to chance follows from the seed.
public struct FaultSchedule: Sendable, Hashable {
    /// What goes wrong.
    public let faults: [Fault]
    /// What chance follows from.
    public let seed: UInt64

    private let byteFaults: [Int: [Fault]]
    private let callFaults: [Int: [Fault]]
    private let lineFaults: [Int: [Fault]]
    private let powerCuts: [Int: PowerCut]

    /// Nothing goes wrong.
    public static let none = FaultSchedule()

    /// Makes a schedule.
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

    // MARK: What happens where

    /// What arrives of the byte of that number from the host.
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

    /// Whether what the board prints in answer to that call of `otaupgrade.write` is lost.
    public func dropsReply(toCall call: Int) -> Bool {
        callFaults[call]?.contains(.dropReply(call: call)) ?? false
    }

    /// How long the board does nothing after that call; `nil` where it goes on.
    public func stall(afterCall call: Int) -> Duration? {
        for case .stall(_, let duration) in callFaults[call] ?? [] { return duration }
        return nil
    }

    /// Whether the board resets at that place.
    public func resets(at place: Fault.Place) -> Bool {
        faults(at: place).contains(.reset(place))
    }

    /// For how long the console is gone from that place on; `nil` where it stays.
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

    /// What becomes of a flash operation.
    public func verdict(for operation: FlashOperation) -> FlashVerdict {
        powerCuts[operation.index].map { .cutPower($0) } ?? .perform
    }

    /// Whether the console takes no input once so many calls have been made.
    public func isDeaf(afterCalls calls: Int) -> Bool {
        faults.contains { if case .deaf(let first) = $0 { calls >= first ?? 0 } else { false } }
    }

    /// For how long an application keeps Lua busy when the end of that line has come; `nil` if it does not.
    public func luaBusy(afterLine line: Int) -> Duration? {
        for case .luaBusy(let duration, let percent) in faults where happens(percent, .luaBusy, line) {
            return duration
        }
        return nil
    }

    /// Whether the alarm of that number is lost.
    public func losesAlarm(_ number: Int) -> Bool {
        faults.contains { if case .lostAlarm(let percent) = $0 { happens(percent, .lostAlarm, number) } else { false } }
    }

    /// Whether the boot slot cannot be switched.
    public var setBootFails: Bool { faults.contains(.setBootFails) }

    /// What is wrong with what an update writes; `nil` where nothing is.
    var imageFlaw: ImageFlaw? {
        if faults.contains(.imageNotBootable) { return .doesNotLoad }
        return faults.contains(.crashLoop) ? .crashes : nil
    }

    /// The log lines that disturb the console; `nil` where none do.
    public var noise: FaultNoise? {
        for case .noise(let interval) in faults { return FaultNoise(interval: interval, seed: seed) }
        return nil
    }

    /// What an application prints; `nil` if none does.
    public var talk: FaultTalk? {
        for case .talking(let interval) in faults { return FaultTalk(interval: interval, seed: seed) }
        return nil
    }

    private func chance(_ place: Int) -> UInt64 {
        SeededChance.number(seed: seed, place: UInt64(place))
    }

    // Two faults that happen by chance must not always happen together.
    private enum Draw: UInt64 {
        case luaBusy = 0x6C75_6100
        case lostAlarm = 0x616C_6100
    }

    private func happens(_ percent: Int, _ draw: Draw, _ number: Int) -> Bool {
        SeededChance.number(seed: seed ^ draw.rawValue, place: UInt64(number)) % 100 < UInt64(percent)
    }
}
