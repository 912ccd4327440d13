import LuaREPL
import TransportCore

/// Chooses how to send an image, from the board's identity and the user's options.
struct TransferChoice: Sendable {
    let identity: BoardIdentity
    let options: UpgradeOptions
    /// The response time of a short question.
    let roundTrip: Duration
    /// The line rate in bytes per second; `nil` if the console has none.
    var lineRate: Double?
    /// The measured time that each byte of a statement adds to its response time; `nil` if it was not measured.
    var perByte: Duration?
    /// Whether the connection changes FF, so that it must be escaped.
    var spellsFF = false

    /// Raw frames if they are safe and clearly faster, otherwise lines.
    ///
    /// The `console` line cannot switch its echo off; on the IDF 3 line a NUL takes four bytes of a literal, and lines are
    /// sent one at a time. On the IDF 5 line, Lua's task, which takes bytes one by one, is the limit at a faster rate, and a
    /// frame spares it the prompt's work for each line. A link that carries half of the console's buffer within a round trip
    /// needs short lines, and a short line costs the prompt as much as a long one.
    var method: TransferMethod {
        guard Self.canUseFrames(identity), !spellsFF else { return .lines }
        if let method = options.method { return method }
        if [.console, .idf3].contains(identity.dialect) { return .frames }
        if identity.dialect == .idf5, lineRate ?? 0 >= Self.promptLimit { return .frames }
        let bytesMeanwhile = link * roundTrip.seconds
        let isLong =
            roundTrip > .milliseconds(8) && bytesMeanwhile > Double(ConsoleCapacity.bytesWithoutGap(identity)) / 2
        return isLong ? .frames : .lines
    }

    /// The line rate in bytes per second above which Lua's task does not keep up with full lines at the prompt.
    private static let promptLimit = 20_000.0

    /// Whether raw frames can bypass the prompt without blocking the console's input.
    ///
    /// On the IDF 5 line, `uart.on` does not reach USB consoles (`nodemcu-firmware dev-esp32 user_main.c`), and an unknown
    /// console may be one. The timer that restores the prompt needs `tmr`.
    static func canUseFrames(_ identity: BoardIdentity) -> Bool {
        guard identity.modules.isSuperset(of: ["tmr", identity.dialect == .console ? "console" : "uart"]) else {
            return false
        }
        switch identity.dialect {
        case .console: return true
        case .idf5: return identity.console == .uart
        case .idf3, .idf4: return true
        }
    }

    /// How to send the image: over which wire, in what form, and with how many lines in flight.
    func setup(for image: [UInt8]) -> TransferSetup {
        let plain = plainShape(image)
        if let (compressed, shape) = compressed(image, against: plain) {
            return TransferSetup(wire: wire(plain.lineLength), encoding: compressed, window: shape.count)
        }
        let encoding = PlainEncoding(image: image, heap: identity.heap)
        return TransferSetup(wire: wire(plain.lineLength), encoding: encoding, window: plain.count)
    }

    private func wire(_ lineLength: Int) -> any TransferWire {
        switch method {
        case .lines:
            PromptWire(
                literal: LuaLiteral(escapesNUL: identity.dialect == .idf3, escapesFF: spellsFF),
                length: lineLength
            )
        case .frames: FrameWire(length: lineLength)
        }
    }

    /// The most bytes of a line before its line end.
    private var longestLine: Int {
        method == .frames ? FrameWire.capacity : REPLLine.capacity
    }

    /// How much may be sent without an answer: what the console can buffer, and at most the requested number of lines.
    ///
    /// At its prompt the IDF 3 line merges lines that arrive early (`dev-esp32-idf3-final lua.c`).
    private var shapes: [WindowShape] {
        let mostLines = identity.dialect == .idf3 && method == .lines ? 1 : Int.max
        let mayPause = lineRate ?? 0 > Self.boardRate
        let most = mayPause ? ConsoleCapacity.bytesWithoutPause(identity) : Int.max
        return WindowShape.fitting(
            capacity: min(ConsoleCapacity.bytes(identity), most),
            withoutGap: min(ConsoleCapacity.bytesWithoutGap(identity), most),
            longestLine: longestLine,
            mostLines: min(mostLines, max(1, options.window ?? .max))
        )
    }

    /// The bytes that Lua's task takes in a second: an estimated 40 microseconds per byte.
    private static let boardRate = 25_000.0

    private func compressionOptions(_ lineLength: Int) -> CompressionOptions {
        var settings = CompressionOptions(avoidsNUL: identity.dialect == .idf3, lineLength: lineLength)
        if method == .frames { settings.lineOverhead = 3 }
        return settings
    }

    private func model(_ shape: WindowShape) -> TransferCostModel {
        // The complete round trip of a question, although a part of it is the board's own: one line too few costs more
        // than one too many.
        var model = TransferCostModel(lineRate: link, latency: roundTrip, window: shape.count)
        // Nothing is compiled for a frame.
        if method == .frames { model.perLine = .zero }
        if identity.dialect == .idf3 { model.handover = 10 }
        if let perByte, isUnbounded { model.takeAtMost(perByte: perByte, perLine: roundTrip) }
        return model
    }

    /// Whether bytes pass so much faster than the line rate that the rate means nothing, as over a pseudo terminal.
    private var isUnbounded: Bool {
        guard let perByte, let lineRate else { return false }
        return perByte.seconds * lineRate < 0.5
    }

    private func best(_ load: (WindowShape) -> TransferLoad) -> WindowShape {
        let shapes = shapes
        return WindowShape.best(of: shapes) { model($0).seconds(for: load($0)) } ?? shapes[0]
    }

    private func plainShape(_ image: [UInt8]) -> WindowShape {
        let sample = Self.sample(of: image)
        return best { plainLoad(sample, $0) }
    }

    private func plainLoad(_ image: [UInt8], _ shape: WindowShape) -> TransferLoad {
        var load = TransferLoad.plain(
            image: image,
            options: compressionOptions(shape.lineLength),
            isEscaped: method == .lines
        )
        // A part of a page takes its share.
        load.pages = image.count / 256 + 1
        return load
    }

    /// The image compressed, if the board's heap has room for the decoder and the transfer is expected to be faster.
    private func compressed(
        _ image: [UInt8],
        against plain: WindowShape
    ) -> (CompressedEncoding, WindowShape)? {
        // Its code words contain FF.
        guard options.compresses, !spellsFF, let history = identity.heap.flatMap(CompressionOptions.window(fitting:))
        else {
            return nil
        }
        var settings = compressionOptions(longestLine)
        settings.window = min(history, settings.window)
        let sample = CompressedImage(image: Self.sample(of: image), options: settings)
        let shape = best { sample.load(lineLength: $0.lineLength) }
        settings.lineLength = shape.lineLength
        let plainSeconds = model(plain).seconds(for: plainLoad(image, plain))
        let hostSeconds = Double(image.count) * Self.hostSecondsPerByte
        guard hostSeconds < plainSeconds || options.prefersCompression else { return nil }
        let compressed = CompressedImage(image: image, options: settings)
        let seconds = hostSeconds + model(shape).seconds(for: compressed.load)
        guard seconds < plainSeconds || options.prefersCompression else { return nil }
        return (CompressedEncoding(image: compressed), shape)
    }

    /// A sample of the image for estimating how long its lines take: its middle, where the code is.
    ///
    /// A small image is sent faster than a large sample of it is compressed.
    private static func sample(of image: [UInt8]) -> [UInt8] {
        let count = min(image.count, max(2048, min(16_384, image.count / 8)))
        let start = (image.count - count) / 2
        return Array(image[start..<start + count])
    }

    /// The bytes that the link carries in a second.
    private var link: Double {
        if let perByte, isUnbounded { return 1 / max(perByte.seconds, Self.shortestByte) }
        return lineRate ?? Self.usbRate
    }

    /// The least time for a byte, however little was measured.
    private static let shortestByte = 1e-7

    /// What compressing a byte takes on this host, by estimate.
    private static let hostSecondsPerByte = 1e-6

    /// What a USB console carries in a second, at the least; its own limit is the board's processor.
    private static let usbRate = 100_000.0
}
