import Compression
import LuaREPL

/// Which way an image goes to a board, from what the board is and what was asked for.
struct TransferChoice: Sendable {
    let identity: BoardIdentity
    let options: UpgradeOptions
    /// How long a short question takes to be answered.
    let roundTrip: Duration

    /// Raw frames where they are safe and clearly quicker, lines elsewhere.
    ///
    /// The `console` line cannot switch its echo off; on the IDF 3 line a NUL takes four bytes of a literal.
    var method: TransferMethod {
        guard Self.canUseFrames(identity) else { return .lines }
        return options.method ?? ([.console, .idf3].contains(identity.dialect) ? .frames : .lines)
    }

    /// Whether raw frames can be taken past the prompt without making the console deaf.
    ///
    /// On the IDF 5 line `uart.on` does not reach USB consoles (`nodemcu-firmware dev-esp32 user_main.c`); where the
    /// console is not known it may be one. The timer that gives the prompt back needs `tmr`.
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

    /// How the image goes: over which wire, in what form, and how many lines may be in flight.
    func setup(for image: [UInt8], lineRate: Double?) -> TransferSetup {
        let whole = TransferSetup(
            wire: wire(lineLength: REPLLine.capacity),
            encoding: PlainEncoding(image: image),
            window: window(lineLength: REPLLine.capacity)
        )
        if let compressed = compressed(image, lineRate: lineRate, window: whole.window) {
            return TransferSetup(wire: whole.wire, encoding: compressed, window: whole.window)
        }
        let length = plainLineLength
        return TransferSetup(
            wire: wire(lineLength: length),
            encoding: whole.encoding,
            window: window(lineLength: length)
        )
    }

    private func wire(lineLength: Int) -> any TransferWire {
        switch method {
        case .lines: PromptWire(literal: LuaLiteral(escapesNUL: identity.dialect == .idf3), length: lineLength)
        case .frames: FrameWire(length: min(lineLength, FrameWire.capacity))
        }
    }

    /// The most lines in flight: what the console can buffer, unless less was asked for.
    ///
    /// The IDF 3 line merges lines at the prompt that arrive early, and its queue holds one in any case.
    private func window(lineLength: Int) -> Int {
        let capacity = max(1, ConsoleCapacity.bytes(identity) / (lineLength + 1))
        return min(options.window ?? capacity, identity.dialect == .idf3 ? 1 : capacity)
    }

    /// How long a line of the plain image is.
    ///
    /// An adapter that holds answers back is bridged by more lines in flight, not by more bytes, so they are shorter.
    private var plainLineLength: Int {
        let capacity = ConsoleCapacity.bytes(identity)
        let isShort = roundTrip > .milliseconds(8) && capacity / (REPLLine.capacity + 1) == 2
        return isShort ? capacity / 3 - 1 : REPLLine.capacity
    }

    /// The image compressed, where the board's heap has room for the decoder and it is expected to be there sooner.
    private func compressed(_ image: [UInt8], lineRate: Double?, window: Int) -> CompressedEncoding? {
        guard options.compresses, let history = identity.heap.flatMap(CompressionOptions.window(fitting:)) else {
            return nil
        }
        var settings = CompressionOptions(window: min(history, 24_576), avoidsNUL: identity.dialect == .idf3)
        if method == .frames { (settings.lineLength, settings.lineOverhead) = (FrameWire.capacity, 3) }
        let compressed = CompressedImage(image: image, options: settings)
        let model = TransferCostModel(lineRate: lineRate ?? Self.usbRate, latency: roundTrip, window: window)
        guard model.favours(compressed.load, over: .plain(image: image, options: settings)) else { return nil }
        return CompressedEncoding(image: compressed)
    }

    /// What a USB console carries in a second, at the least; its own limit is the board's processor.
    private static let usbRate = 100_000.0
}
