import Compression
import LuaREPL

/// Which way an image goes to a board, from what the board is and what was asked for.
struct TransferChoice: Sendable {
    let identity: BoardIdentity
    let options: UpgradeOptions
    /// How long a short question takes to be answered.
    let roundTrip: Duration

    /// Raw frames where the console's echo cannot be switched off and they are safe; lines elsewhere.
    var method: TransferMethod {
        guard canUseFrames else { return .lines }
        return options.method ?? (identity.dialect == .console ? .frames : .lines)
    }

    /// Whether raw frames can be taken past the prompt without making the console deaf.
    ///
    /// On the IDF 5 line `uart.on` does not reach USB consoles (`nodemcu-firmware dev-esp32 user_main.c`); where the
    /// console is not known it may be one. The timer that gives the prompt back needs `tmr`.
    var canUseFrames: Bool {
        guard identity.modules.contains("tmr") else { return false }
        switch identity.dialect {
        case .console: return true
        case .idf5: return identity.console == .uart
        case .idf3, .idf4: return true
        }
    }

    var wire: any TransferWire {
        switch method {
        case .lines: PromptWire(literal: LuaLiteral(escapesNUL: identity.dialect == .idf3), length: lineLength)
        case .frames: FrameWire(length: min(lineLength, FrameWire.capacity))
        }
    }

    /// The most lines in flight: what the console can buffer, unless less was asked for.
    ///
    /// The IDF 3 line merges lines at the prompt that arrive early, and its queue holds one in any case.
    var window: Int {
        let capacity = max(1, ConsoleCapacity.bytes(identity) / (lineLength + 1))
        return min(options.window ?? capacity, identity.dialect == .idf3 ? 1 : capacity)
    }

    /// How long a line is. An adapter that holds answers back is bridged by more lines, not by more bytes, so they are shorter.
    private var lineLength: Int {
        let capacity = ConsoleCapacity.bytes(identity)
        let whole = capacity / (REPLLine.capacity + 1)
        guard roundTrip > .milliseconds(8), whole == 2, identity.dialect != .idf3 else { return REPLLine.capacity }
        return capacity / 3 - 1
    }

    /// The image compressed where the board's heap has room for the decoder and it is expected to be there sooner.
    func encoding(of image: [UInt8], lineRate: Double?) -> any TransferEncoding {
        let plain = PlainEncoding(image: image)
        // A line that carries several hundred bytes of the image has to be a whole one.
        guard options.compresses, let window = identity.heap.flatMap(CompressionOptions.window(fitting:)) else {
            return plain
        }
        let settings = CompressionOptions(window: min(window, 24_576), avoidsNUL: identity.dialect == .idf3)
        let compressed = CompressedImage(image: image, options: settings)
        var model = TransferCostModel(lineRate: lineRate ?? 100_000, latency: roundTrip, window: self.window)
        model.tasksShareProcessor = false
        guard model.favours(compressed.load, over: .plain(image: image, options: settings)) else { return plain }
        return CompressedEncoding(compressed, size: image.count)
    }
}
