import ESPDevice
import TransportCore

extension LuaSession {
    /// Lua's task processes bytes from the console.
    func take(_ bytes: some Sequence<UInt8>) {
        guard !hangs else { return }
        beginTask()
        if configuration.line == .idf3 {
            takeAsIDF3(bytes)
        } else {
            for byte in bytes { take(byte) }
        }
    }

    private func take(_ arrived: UInt8) {
        clock.charge(costs.luaTaskPerByte)
        let byte = arrived == 0x0D && configuration.takesCarriageReturnForNewline ? 0x0A : arrived
        if feedsPrompt { edit(byte) }
        if dataCallback.reference != nil, dataCallback.take(byte) { deliver(dataCallback.takeBytes()) }
    }

    private func edit(_ byte: UInt8) {
        switch editor.take(byte) {
        case .none: break
        case .echo(let byte): echo(byte)
        case .erase: echo([0x08, 0x20, 0x08])
        case .emptyLine:
            echo(0x0A)
            send(prompt)
        case .line:
            echo(0x0A)
            input.append(line: editor.takeLine())
        }
        // After each byte the newer lines wait until the transmitter is idle.
        if configuration.line != .idf4 { host.flush() }
    }

    // The old line keeps reading into the same buffer and runs its content when no more bytes come. Raw bytes also go
    // through that buffer.
    private func takeAsIDF3(_ bytes: some Sequence<UInt8>) {
        var isComplete = false
        for byte in bytes {
            clock.charge(costs.luaTaskPerByte)
            guard feedsPrompt else {
                takeRawAsIDF3(byte)
                continue
            }
            switch editor.take(byte) {
            case .none: break
            case .echo(let byte): echo(byte)
            case .erase: echo([0x08, 0x20, 0x08])
            case .emptyLine:
                echo(0x0A)
                send(prompt)
            case .line:
                echo(0x0A)
                deliver(editor.buffer)
                isComplete = true
            }
        }
        if !feedsPrompt, dataCallback.count == 0, dataCallback.end == nil, !editor.buffer.isEmpty {
            deliver(editor.takeLine())
        }
        if isComplete { input.append(line: editor.takeLine()) }
    }

    private func takeRawAsIDF3(_ byte: UInt8) {
        editor.keep(byte)
        let count = editor.buffer.count
        let hasEnough = dataCallback.count != 0 && count >= dataCallback.count
        if hasEnough || count >= LineEditor.capacity + 1 || byte == dataCallback.end { deliver(editor.takeLine()) }
    }

    // MARK: Echo and prompt

    private func echo(_ byte: UInt8) {
        guard echoes else { return }
        send(byte)
    }

    private func echo(_ bytes: [UInt8]) {
        guard echoes else { return }
        send(bytes)
    }

    /// Shows the prompt from the current value of the globals; an empty line repeats it unchanged.
    func sendPrompt() {
        renewPrompt()
        send(prompt)
    }

    func renewPrompt() {
        machine.pushGlobal(pending == nil ? "_PROMPT" : "_PROMPT2")
        defer { machine.stack.pop(1) }
        prompt = machine.stack.bytes(-1) ?? Array((pending == nil ? "> " : ">> ").utf8)
    }

    // MARK: Callbacks

    private func deliver(_ bytes: [UInt8]) {
        guard let reference = dataCallback.reference, !bytes.isEmpty else { return }
        machine.stack.push(reference: reference)
        machine.stack.push(bytes)
        // The old console runs callbacks in a protected call and ignores the error.
        if configuration.line == .idf3 {
            feedWatchdog()
            if machine.call(arguments: 1) == .raised { machine.stack.pop(1) }
        } else {
            callBack(arguments: 1)
        }
    }

    /// Runs the callback whose function and arguments are on the stack, and handles an error as the firmware does.
    func callBack(arguments: Int) {
        feedWatchdog()
        if machine.call(arguments: arguments) == .raised { fail() }
    }

    /// Handles an error outside the prompt's lines; pops it off the stack.
    ///
    /// The newer lines report it in a task of its own, to the function given to `node.setonerror` or with `print`, and
    /// restart two seconds later. The old line panics, and so do the newer ones if the queue has no place for that
    /// task.
    func fail() {
        guard configuration.line != .idf3 else {
            let message = machine.describe(-1).prefix { $0 != 0x0A }
            machine.stack.pop(1)
            return crash(.luaPanic(message: String(decoding: message, as: UTF8.self)))
        }
        let error = machine.stack.reference()
        guard tasks[2].post(.call { [unowned self] in report(error) }) else {
            return crash(.luaPanic(message: Self.taskOverflow))
        }
    }

    func fail(_ message: String) {
        machine.stack.push(message)
        fail()
    }

    /// The error for a task that finds no place (`nodemcu-firmware dev-esp32 lnodemcu.c`, `node.c`).
    static let taskOverflow = "Task queue overflow. Task not posted"

    private func report(_ error: Int32) {
        let stack = machine.stack
        if let errorHandler { stack.push(reference: errorHandler) } else { machine.pushGlobal("print") }
        stack.push(reference: error)
        stack.unreference(error)
        let isRaised = machine.call(arguments: 1) == .raised
        if isRaised { stack.pop(1) }
        guard errorHandler == nil else {
            // An error in the handler is reported to the handler again, without a pause, until the watchdog resets the
            // chip.
            if isRaised {
                clock.charge(Self.watchdog)
                crash(.taskWatchdog)
            }
            return
        }
        host.schedule(at: clock.taskFree + 2_000_000_000) { [unowned self] in host.exit = .reset(.software) }
    }

    // MARK: Redirected output

    /// Passes output to the function that redirects it, in tasks of their own; returns what the console shows.
    ///
    /// A piece that finds no place in the queue is lost, together with the rest of that output (`nodemcu-firmware
    /// dev-esp32 node.c`, `redir_write`).
    func redirect(_ bytes: [UInt8], _ redirection: OutputRedirection) -> [UInt8] {
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = Array(rest.prefix(OutputRedirection.pieceSize))
            let isPosted = tasks[2].post(
                .call { [unowned self] in
                    guard let redirection = self.redirection else { return }
                    machine.stack.push(reference: redirection.reference)
                    machine.stack.push(piece)
                    callBack(arguments: 1)
                }
            )
            guard isPosted else { break }
            rest = rest.dropFirst(piece.count)
        }
        guard redirection.isCopied else { return [] }
        return bytes.dropLast(rest.count) + (rest.isEmpty ? [] : Array("E: output overflow\n".utf8))
    }
}
