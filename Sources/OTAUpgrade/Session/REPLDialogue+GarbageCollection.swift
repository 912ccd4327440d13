import LuaREPL

extension REPLDialogue {
    /// Stops NodeMCU's Lua 5.1 from collecting all garbage before every allocation, until the next reset.
    ///
    /// The mode it starts in costs up to 90 % of the time and caps strings at 4,096 bytes
    /// (`nodemcu-firmware dev-esp32 lua-5.1/lvm.c`). Firmware without `node.egc` answers with an error, which is
    /// ignored.
    func relaxGarbageCollection() async throws(REPLError) {
        _ = try await ask("node.egc.setmode(node.egc.ON_ALLOC_FAILURE)")
    }
}
