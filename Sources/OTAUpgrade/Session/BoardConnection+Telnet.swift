import LuaREPL
import TransportCore

extension BoardConnection {
    /// Whether the way to the board changes the byte FF, which begins a command of telnet.
    ///
    /// A server that speaks telnet and negotiates nothing doubles each FF that it sends and halves each pair that it
    /// receives. Only ports on the network are tested.
    func changesFF() async throws(REPLError) -> Bool {
        guard address.isOnNetwork else { return false }
        let statement = Array("otaflash.b=".utf8) + LuaLiteral().quoted([0xFF, 0xFF])
        // A statement may also be lost.
        for _ in 0..<2 {
            try await dialogue.tell(statement)
            if try await dialogue.ask("#(otaflash.b or '')")[0].integer == 2 { return false }
        }
        return true
    }
}
