extension LuaSession {
    /// Registers the modules that the firmware line is built with by default, and `otaupgrade`.
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
        installEncoder()
        if configuration.hasOTAUpgrade { installOTAUpgrade() }
        if configuration.line == .console { installConsole() }
        installUART()
        if configuration.line != .idf3 { installPipe() }
    }

    /// What `node.info("build_config")` lists.
    var moduleNames: [String] {
        var names = ["encoder", "file", "node", "pipe", "tmr", "uart"]
        if configuration.hasOTAUpgrade { names.append("otaupgrade") }
        if configuration.line == .console { names.append("console") }
        return names.sorted()
    }

    private func installFileReader() {
        let files = board.files
        // idf3's file system is not the C library's, which would add the reason.
        let reason = configuration.line == .idf3 ? "" : ": No such file or directory"
        machine.setFileReader { name in
            files.contents[name].map { .success($0) } ?? .failure(.raise("cannot open \(name)\(reason)"))
        }
    }
}
