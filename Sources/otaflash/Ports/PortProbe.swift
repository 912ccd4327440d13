import LuaREPL
import OTAUpgrade
import TransportCore

/// What a port answered to a probe.
struct PortProbe: Sendable {
    enum Outcome: Sendable {
        /// NodeMCU's prompt.
        case board(BoardIdentity)
        /// Something else, or nothing.
        case nothing(UpgradeError)
    }

    var address: TransportAddress
    var outcome: Outcome

    /// Asks a port for a prompt; nothing but a probe is sent to one that does not answer.
    init(_ connector: any TransportConnector, within limit: Duration) async {
        address = connector.address
        do throws(UpgradeError) {
            let report = try await BoardConnection.withBoard(connector) { board throws(UpgradeError) in
                try await board.examine(within: limit)
            }
            outcome = .board(report.identity)
        } catch {
            outcome = .nothing(error)
        }
    }

    init(address: TransportAddress, outcome: Outcome) {
        self.address = address
        self.outcome = outcome
    }

    var identity: BoardIdentity? {
        if case .board(let identity) = outcome { identity } else { nil }
    }
}
