import LuaREPL
import TransportCore

extension BoardConnection {
    /// Whether the connection to the board changes the byte FF, which starts a telnet command.
    ///
    /// A server that speaks telnet but negotiates nothing doubles each FF that it sends and merges each pair that it
    /// receives. Only network ports are tested.
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
