import ESPDevice

extension Fault: CustomStringConvertible {
    /// Reads one fault in the syntax of `FaultForm`.
    /// - Throws: `FaultError`.
    public init(_ text: some StringProtocol) throws(FaultError) {
        var words = FaultWords(String(text))
        switch words.name {
        case "drop-byte": self = .dropByte(try words.place())
        case "double-byte": self = .doubleByte(try words.place())
        case "flip-bit": self = .flipBit(byte: try words.place(), bit: try words.number(in: 0...7))
        case "drop-reply": self = .dropReply(call: try words.place())
        case "stall":
            let call = try words.place()
            guard let duration = try words.duration() else { throw words.error(.missingArgument) }
            self = .stall(call: call, duration)
        case "power-cut": self = .powerCut(operation: try words.place(unit: "flash-op"), try words.powerCut())
        case "reset": self = .reset(try words.callOrLine())
        case "unplug": self = .unplug(try words.callOrLine(), try words.duration() ?? Self.usualUnplug)
        case "set-boot-fails": self = .setBootFails
        case "image-not-bootable": self = .imageNotBootable
        case "crash-loop": self = .crashLoop
        case "noise": self = .noise(every: try words.duration() ?? Self.usualNoise)
        case "talking": self = .talking(every: try words.duration() ?? Self.usualTalk)
        case "lua-busy":
            guard let duration = try words.duration() else { throw words.error(.missingArgument) }
            self = .luaBusy(duration, percent: try words.number(in: 1...100) ?? Self.usualBusy)
        case "lost-alarm": self = .lostAlarm(percent: try words.number(in: 1...100) ?? Self.usualLoss)
        case "deaf": self = .deaf(fromCall: words.hasPlace ? try words.place() : nil)
        case let name: throw words.error(.unknownName(name))
        }
        try words.end()
    }

    /// The text of the fault; `init(_:)` reads it.
    public var description: String {
        switch self {
        case .dropByte(let byte): "drop-byte@\(byte)"
        case .doubleByte(let byte): "double-byte@\(byte)"
        case .flipBit(let byte, let bit): "flip-bit@\(byte)" + (bit.map { ":\($0)" } ?? "")
        case .dropReply(let call): "drop-reply@\(call)"
        case .stall(let call, let duration): "stall@\(call):\(Self.text(duration))"
        case .powerCut(let operation, let cut): "power-cut@flash-op:\(operation)\(Self.text(cut))"
        case .reset(.call(let call)): "reset@chunk:\(call)"
        case .reset(.line(let line)): "reset@line:\(line)"
        case .unplug(let place, let duration):
            "unplug@\(Self.text(place))" + Self.text(duration, unless: Self.usualUnplug)
        case .setBootFails: "set-boot-fails"
        case .imageNotBootable: "image-not-bootable"
        case .crashLoop: "crash-loop"
        case .noise(let interval): "noise" + Self.text(interval, unless: Self.usualNoise)
        case .talking(let interval): "talking" + Self.text(interval, unless: Self.usualTalk)
        case .luaBusy(let duration, let percent):
            "lua-busy:\(Self.text(duration))" + Self.text(percent, unless: Self.usualBusy)
        case .lostAlarm(let percent): "lost-alarm" + Self.text(percent, unless: Self.usualLoss)
        case .deaf(let call): "deaf" + (call.map { "@\($0)" } ?? "")
        }
    }

    private static let usualUnplug = Duration.seconds(1)
    private static let usualNoise = Duration.seconds(1)
    private static let usualTalk = Duration.milliseconds(500)
    private static let usualBusy = 25
    private static let usualLoss = 50

    private static func text(_ duration: Duration) -> String {
        let milliseconds = duration / .milliseconds(1)
        let whole = Int(milliseconds.rounded())
        return whole.isMultiple(of: 1000) ? "\(whole / 1000)s" : "\(whole)ms"
    }

    private static func text(_ duration: Duration, unless usual: Duration) -> String {
        duration == usual ? "" : ":" + text(duration)
    }

    private static func text(_ percent: Int, unless usual: Int) -> String {
        percent == usual ? "" : ":\(percent)"
    }

    private static func text(_ place: Place) -> String {
        switch place {
        case .call(let call): "\(call)"
        case .line(let line): "line:\(line)"
        }
    }

    private static func text(_ cut: PowerCut) -> String {
        switch cut {
        case .before: ":before"
        case .after: ":after"
        case .torn(let bytes): ":torn" + (bytes.map { ":\($0)" } ?? "")
        }
    }
}

/// The parts of the text of a fault, read one after another.
private struct FaultWords {
    let name: String
    private let text: String
    private var placeWords: [Substring]?
    private var arguments: [Substring]

    init(_ text: String) {
        self.text = text
        let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2 {
            name = String(parts[0])
            placeWords = parts[1].split(separator: ":", omittingEmptySubsequences: false)
            arguments = []
        } else {
            let words = text.split(separator: ":", omittingEmptySubsequences: false)
            name = words.first.map(String.init) ?? ""
            arguments = Array(words.dropFirst())
        }
    }

    var hasPlace: Bool { placeWords != nil }

    func error(_ code: FaultError.Code) -> FaultError {
        FaultError(code, in: text)
    }

    /// The number after `@`, and after its unit if there is one.
    mutating func place(unit: String? = nil) throws(FaultError) -> Int {
        guard var words = placeWords else { throw error(.missingPlace) }
        if words.first.map(String.init) == unit { words.removeFirst() }
        guard let word = words.first else { throw error(.missingPlace) }
        guard let place = Int(word), place >= 1 else { throw error(.invalidPlace(String(word))) }
        arguments = Array(words.dropFirst())
        placeWords = nil
        return place
    }

    /// A line, or a call of `otaupgrade.write` with or without its unit.
    mutating func callOrLine() throws(FaultError) -> Fault.Place {
        if placeWords?.first == "line" { return .line(try place(unit: "line")) }
        return .call(try place(unit: "chunk"))
    }

    mutating func number(in range: ClosedRange<Int>) throws(FaultError) -> Int? {
        guard let word = arguments.first else { return nil }
        guard let number = Int(word), range.contains(number) else { throw error(.invalidArgument(String(word))) }
        arguments.removeFirst()
        return number
    }

    mutating func size(upTo limit: Int) throws(FaultError) -> Int? {
        guard let word = arguments.first else { return nil }
        guard let size = ByteCount(text: word), size.bytes <= limit else {
            throw error(.invalidArgument(String(word)))
        }
        arguments.removeFirst()
        return size.bytes
    }

    /// A time in seconds or milliseconds, without fractions.
    mutating func duration() throws(FaultError) -> Duration? {
        guard let word = arguments.first else { return nil }
        let (digits, unit) = (word.prefix { $0.isNumber }, word.drop { $0.isNumber })
        guard let number = Int(digits), number > 0, number <= 1_000_000_000, unit == "s" || unit == "ms" else {
            throw error(.invalidArgument(String(word)))
        }
        arguments.removeFirst()
        return unit == "s" ? .seconds(number) : .milliseconds(number)
    }

    mutating func powerCut() throws(FaultError) -> PowerCut {
        guard let word = arguments.first else { return .torn(bytes: nil) }
        arguments.removeFirst()
        switch word {
        case "before": return .before
        case "after": return .after
        case "torn": return .torn(bytes: try size(upTo: FlashGeometry.block))
        default: throw error(.invalidArgument(String(word)))
        }
    }

    /// Checks that nothing is left.
    func end() throws(FaultError) {
        if let place = placeWords { throw error(.unexpectedPlace("@" + place.joined(separator: ":"))) }
        if let argument = arguments.first { throw error(.invalidArgument(String(argument))) }
    }
}
