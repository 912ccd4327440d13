import TransportCore

extension LuaSession {
    /// Runs init.lua and schedules the first prompt.
    func runInit() {
        renewPrompt()
        if let source = host.files.contents["init.lua"] {
            if machine.load(source, name: "@init.lua") {
                if machine.callAtStart() == .raised { showAtStart(machine.describe(-1)) }
                machine.stack.pop(machine.stack.count)
            } else {
                let text = machine.describe(-1)
                machine.stack.pop(1)
                showAtStart(text)
            }
        } else {
            showAtStart(
                Array("cannot open init.lua\(configuration.line == .idf3 ? "" : ": No such file or directory")".utf8)
            )
        }
        guard host.exit == nil, !hangs else { return }
        if configuration.line == .idf3 {
            sendPrompt()
        } else {
            // A line with a single space is waiting, so that the prompt is shown.
            input.append(line: [0x20])
        }
    }

    private func showAtStart(_ text: [UInt8]) {
        send((configuration.line == .idf3 ? Array("lua: ".utf8) : []) + text + [0x0A])
    }

    /// Runs a line, as the firmware's `dojob` does.
    func run(_ line: [UInt8]) {
        clock.charge(costs.perLine)
        var source = line
        if configuration.line == .idf3, let end = source.firstIndex(of: 0) { source.removeSubrange(end...) }
        if let pending {
            source = pending + [0x0A] + source
            if source.count >= machine.stringLimit {
                self.pending = nil
                return fail("string length overflow")
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
                showError()
            }
            return sendPrompt()
        }
        pending = nil
        report(machine.callAtPrompt())
        if host.exit == nil, !hangs { sendPrompt() }
    }

    private func report(_ outcome: LuaMachine.Outcome) {
        switch outcome {
        case .unwound: return
        case .raised: showError()
        case .returned: printValues(from: 1)
        }
    }

    /// Shows the error on the stack, and pops it.
    ///
    /// The newer lines print it like any result, with a prefix unless it is nil; the old one writes its text.
    private func showError() {
        let error = machine.stack.count
        guard let prefix = configuration.line.errorPrefix else {
            send(machine.describe(error) + [0x0A])
            return machine.stack.pop(1)
        }
        if !machine.stack.isNil(error) {
            machine.stack.push(prefix)
            machine.stack.pushValue(error)
            machine.stack.remove(error)
        }
        printValues(from: error)
    }

    /// Calls print with the values on the stack from an index, and pops them; an error in print is written at once
    /// (`nodemcu-firmware lua.c`, `l_print`).
    private func printValues(from first: Int) {
        let stack = machine.stack
        let last = stack.count
        guard last >= first else { return }
        machine.pushGlobal("print")
        if !stack.isFunction(-1) {
            // If the global print was removed, the one in ROM is used.
            stack.pop(1)
            machine.pushROM("print")
        }
        for index in first...last { stack.pushValue(index) }
        switch machine.call(arguments: last - first + 1) {
        case .unwound: return
        case .returned: break
        case .raised:
            // It has no traceback.
            let message = (stack.bytes(-1) ?? Array("(null)".utf8)).prefix { $0 != 0 && $0 != 0x0A }
            send(Array("error calling 'print' (".utf8) + message + Array(")\n".utf8))
            stack.pop(1)
        }
        stack.pop(last - first + 1)
    }
}
