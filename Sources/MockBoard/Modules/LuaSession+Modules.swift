import ESPDevice

extension LuaSession {
    /// Registers the modules that the firmware line includes by default, and those that the configuration adds.
    func installModules() {
        installFileReader()
        machine.setStoreFault { [unowned self] _ in
            crash(.exception)
            throw LuaCall.Failure.unwind
        }
        installNode()
        installTimer()
        installFiles()
        if configuration.line != .idf3 { installIO() }
        if configuration.hasEncoder { installEncoder() }
        if configuration.hasOTAUpgrade { installOTAUpgrade() }
        if configuration.line == .console { installConsole() }
        installUART()
        if configuration.line != .idf3 { installPipe() }
    }

    /// The module names that `node.info("build_config")` lists.
    var moduleNames: [String] {
        var names = ["file", "node", "pipe", "tmr", "uart"]
        if configuration.hasEncoder { names.append("encoder") }
        if configuration.hasOTAUpgrade { names.append("otaupgrade") }
        if configuration.line == .console { names.append("console") }
        return names.sorted()
    }

    private func installFileReader() {
        let files = host.files
        // idf3's file system does not go through the C library, which would add the reason.
        let reason = configuration.line == .idf3 ? "" : ": No such file or directory"
        machine.setFileReader { name in
            files.contents[name].map { .success($0) } ?? .failure(.raise("cannot open \(name)\(reason)"))
        }
    }
}
