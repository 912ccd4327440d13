package import DeviceDiscovery
import Inventory
package import LuaREPL
package import OTAUpgrade
package import TransportCore

/// What a port answered to a probe.
package struct PortProbe: Sendable {
    package enum Outcome: Sendable {
        /// NodeMCU's prompt, and what the board reported about itself.
        case board(BoardReport)
        /// Something else, or nothing.
        case nothing(UpgradeError)
    }

    package var device: SerialDevice
    package var outcome: Outcome

    package init(_ device: SerialDevice, outcome: Outcome) {
        self.device = device
        self.outcome = outcome
    }

    package var address: TransportAddress {
        .terminal(path: device.path)
    }

    /// What the board reported about itself; `nil` if none answered.
    package var report: BoardReport? {
        if case .board(let report) = outcome { report } else { nil }
    }

    package var identity: BoardIdentity? {
        report?.identity
    }
}
