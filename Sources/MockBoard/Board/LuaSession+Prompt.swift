import TransportCore

extension LuaSession {
    /// Runs init.lua and has the first prompt shown.
    func runInit() {
        renewPrompt()
        if let source = board.files.contents["init.lua"] {
            if machine.load(source, name: "@init.lua") {
                if case .raised(let text) = machine.callAtStart() { showAtStart(text?.bytes ?? Array("nil".utf8)) }
                machine.stack.pop(machine.stack.count)
            } else {
                let text = machine.describe(-1)
                machine.stack.pop(1)
                showAtStart(text.bytes)
            }
        } else {
            showAtStart(
                Array("cannot open init.lua\(configuration.line == .idf3 ? "" : ": No such file or directory")".utf8)
            )
        }
        guard !board.isEnding, !hangs else { return }
        if configuration.line == .idf3 {
            sendPrompt()
        } else {
            // A line of one space is waiting, for the sake of its prompt.
            input.append(line: [0x20])
        }
    }

    private func showAtStart(_ text: [UInt8]) {
        send((configuration.line == .idf3 ? Array("lua: ".utf8) : []) + text + [0x0A])
    }

    /// Runs a line, as the firmware's `dojob` does.
    func run(_ line: [UInt8]) {
        board.taskFree += board.costs.perLine
        var source = line
        if configuration.line == .idf3, let end = source.firstIndex(of: 0) { source.removeSubrange(end...) }
        if let pending {
            source = pending + [0x0A] + source
            if source.count >= machine.stringLimit {
                self.pending = nil
                return failed(LuaText("string length overflow"))
            }
        } else if source.first == UInt8(ascii: "=") {
            source = Array("return ".utf8) + source.dropFirst().prefix { $0 != 0 }
        }
        guard machine.load(source, name: "=stdin") else {
            if machine.isIncomplete {
                machine.stack.pop(1)
                pending = source
            } else {
                pending = nil
                reportMessage()
            }
            return sendPrompt()
        }
        pending = nil
        report(machine.callAtPrompt())
        if !board.isEnding, !hangs { sendPrompt() }
    }

    private func report(_ outcome: LuaMachine.Outcome) {
        switch outcome {
        case .unwound: return
        case .raised(let text):
            show(text)
        case .returned:
            let count = machine.stack.count
            guard count > 0 else { return }
            machine.pushGlobal("print")
            if !machine.stack.isFunction(-1) {
                // A print that was taken away is found in ROM.
                machine.stack.pop(1)
                machine.pushROM("print")
            }
            for index in 1...count { machine.stack.pushValue(index) }
            let printed = machine.call(arguments: count)
            if case .raised(let text) = printed {
                let message = Array((text?.bytes ?? []).prefix { $0 != 0x0A })
                send(Array("error calling 'print' (".utf8) + message + Array(")\n".utf8))
            }
            if printed != .unwound { machine.stack.pop(machine.stack.count) }
        }
    }

    private func reportMessage() {
        let text = machine.describe(-1)
        machine.stack.pop(1)
        show(text)
    }

    private func show(_ text: LuaText?) {
        guard let text else { return send("nil\n") }
        guard let prefix = configuration.line.errorPrefix else { return send(text.bytes + [0x0A]) }
        machine.pushGlobal("print")
        if !machine.stack.isFunction(-1) {
            machine.stack.pop(1)
            machine.pushROM("print")
        }
        machine.stack.push(prefix)
        machine.stack.push(text.bytes)
        if case .raised = machine.call(arguments: 2) { send(prefix + "\n") }
    }
}
