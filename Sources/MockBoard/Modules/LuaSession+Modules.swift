extension LuaSession {
    /// Registers the modules that the firmware line is built with by default, and `otaupgrade`.
    func installModules() {
        installNode()
        installTimer()
        installFiles()
        installIO()
        installEncoder()
        if configuration.hasOTAUpgrade { installOTAUpgrade() }
        if configuration.line == .console { installConsole() }
        installUART()
        if configuration.line != .idf3 { machine.addModule("pipe", ["create": { _ in 0 }]) }
    }
}
