import TransportCore

extension LuaSession {
    /// Lua's task takes bytes that came in.
    func take(_ bytes: [UInt8]) {
        guard !hangs else { return }
        feedWatchdog()
        if configuration.line == .idf3 {
            takeAsIDF3(bytes)
        } else {
            for byte in bytes { take(byte) }
        }
    }

    private func take(_ byte: UInt8) {
        board.taskFree += board.timing.luaTaskPerByte.nanoseconds
        if feedsPrompt { edit(byte) }
        if dataCallback != nil { feedCallback(byte) }
        if configuration.line != .idf4 { flush() }
    }

    private func edit(_ byte: UInt8) {
        switch editor.take(byte) {
        case .none: break
        case .echo(let byte): echo([byte])
        case .erase: echo([0x08, 0x20, 0x08])
        case .emptyLine:
            echo([0x0A])
            sendPrompt()
        case .line:
            echo([0x0A])
            lines.append(editor.takeLine())
        }
    }

    // The old line keeps reading into the same buffer and runs what stands there when nothing more has come.
    private func takeAsIDF3(_ bytes: [UInt8]) {
        var isComplete = false
        for byte in bytes {
            board.taskFree += board.timing.luaTaskPerByte.nanoseconds
            guard feedsPrompt else {
                feedCallback(byte)
                continue
            }
            switch editor.take(byte) {
            case .none: break
            case .echo(let byte): echo([byte])
            case .erase: echo([0x08, 0x20, 0x08])
            case .emptyLine:
                echo([0x0A])
                if !isComplete { sendPrompt() }
            case .line:
                echo([0x0A])
                isComplete = true
            }
        }
        flushCallbackBatch()
        if isComplete { lines.append(editor.takeLine()) }
    }

    private func echo(_ bytes: [UInt8]) {
        guard echoes else { return }
        send(bytes)
    }

    // After each byte the newer lines wait until the transmitter is idle.
    private func flush() {
        board.taskFree = board.transmitter.isIdle(at: board.taskFree)
    }

    func sendPrompt() {
        send(promptText(pending == nil ? "_PROMPT" : "_PROMPT2", pending == nil ? "> " : ">> "))
    }

    private func promptText(_ global: String, _ usual: String) -> [UInt8] {
        machine.pushGlobal(global)
        defer { machine.stack.pop(1) }
        return machine.stack.bytes(-1) ?? Array(usual.utf8)
    }

    // MARK: Data callbacks

    private func feedCallback(_ byte: UInt8) {
        guard let callback = dataCallback, hasDataBuffer || configuration.line == .console else { return }
        dataBuffer.append(byte)
        switch callback.need {
        case .any where configuration.line == .idf3: break
        case .any: deliver()
        case .count(let count): if dataBuffer.count >= count { deliver() }
        case .end(let end): if byte == end || dataBuffer.count >= 256 { deliver() }
        }
    }

    private func flushCallbackBatch() {
        if case .any? = dataCallback?.need, !dataBuffer.isEmpty, !feedsPrompt { deliver() }
    }

    private func deliver() {
        guard let callback = dataCallback else { return }
        let bytes = dataBuffer
        dataBuffer.removeAll()
        machine.stack.push(reference: callback.reference)
        machine.stack.push(bytes)
        callBack(arguments: 1)
    }

    /// Calls back with the function and its arguments on the stack, and does with an error what the firmware does.
    func callBack(arguments: Int) {
        feedWatchdog()
        switch machine.call(arguments: arguments) {
        case .returned, .unwound: break
        case .raised(let text): failed(text ?? LuaText("nil"))
        }
    }

    private func failed(_ text: LuaText) {
        if configuration.line == .idf3 { return }
        if let handler = errorHandler {
            machine.stack.push(reference: handler)
            machine.stack.push(text.bytes)
            _ = machine.call(arguments: 1)
            return
        }
        send(text.bytes + [0x0A])
        let start = board.bootCount
        board.events.add(at: board.taskFree + 2_000_000_000) { board in
            if board.bootCount == start { board.resetPending = .software }
        }
    }
}
