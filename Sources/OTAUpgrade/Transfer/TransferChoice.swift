import LuaREPL

/// Which way an image goes to a board, from what the board is and what was asked for.
struct TransferChoice: Sendable {
    let identity: BoardIdentity
    let options: UpgradeOptions

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
        case .lines: PromptWire(literal: LuaLiteral(escapesNUL: identity.dialect == .idf3))
        case .frames: FrameWire()
        }
    }

    /// The most lines in flight.
    var window: Int {
        // Raw frames are not merged on the IDF 3 line, but its queue holds just one.
        let capacity = ConsoleCapacity.lines(identity)
        return min(options.window ?? capacity, capacity)
    }
}
