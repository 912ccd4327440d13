import DeviceDiscovery
package import Fleet
package import Inventory
import OTAUpgrade
package import TransportCore

extension Advice {
    /// The advice for a board of an inventory.
    package init(_ place: Inventory.Place, baud: Int) {
        switch place {
        case .address(let address): self.init(options: ["--port", address.description], address: address)
        case .device(let selector): self.init(options: ["--device", selector.description])
        }
        if baud != Self.usualBaud { options += ["--baud", "\(baud)"] }
    }
}

extension BoardOutcome {
    /// The outcome with the commands that its errors advise.
    package func completed(by advice: Advice?) -> BoardOutcome {
        guard let advice else { return self }
        var outcome = self
        for index in outcome.attempts.indices {
            outcome.attempts[index].error = outcome.attempts[index].error.map(advice.completing)
        }
        return outcome
    }
}

extension BoardEvent {
    /// Where the board was found, in the event that it has finished; `nil` in others.
    package var address: TransportAddress? {
        if case .finished(let outcome) = kind { outcome.address } else { nil }
    }

    /// The event with the commands that its errors advise.
    package func completed(by advice: Advice?) -> BoardEvent {
        guard case .finished(let outcome) = kind else { return self }
        var event = self
        event.kind = .finished(outcome.completed(by: advice))
        return event
    }
}
