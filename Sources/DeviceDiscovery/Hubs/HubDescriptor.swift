/// A hub's description of its ports (USB 2.0, 11.23.2.1; USB 3.2, 10.15.2.1).
package struct HubDescriptor: Sendable, Hashable {
    /// The hub's protocol.
    package var generation: HubGeneration
    /// How many ports it has, numbered from 1.
    package var portCount: UInt8
    /// How it switches the power of its ports.
    package var switching: PowerSwitching
    /// The time from power-on until the power is good.
    package var powerOnDelay: Duration

    /// Makes a descriptor from its facts.
    package init(
        generation: HubGeneration,
        portCount: UInt8,
        switching: PowerSwitching,
        powerOnDelay: Duration = .milliseconds(100)
    ) {
        self.generation = generation
        self.portCount = portCount
        self.switching = switching
        self.powerOnDelay = powerOnDelay
    }

    /// Reads a hub's answer; `nil` if it is not a hub descriptor, or is truncated before the required fields.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count >= 7, bytes[0] >= 7,
            let generation = HubGeneration.allCases.first(where: { $0.descriptorType == bytes[1] })
        else { return nil }
        let characteristics = UInt16(bytes[3]) | UInt16(bytes[4]) << 8
        let switching: PowerSwitching =
            switch characteristics & 3 {
            case 0: .ganged
            case 1: .individual
            default: .none
            }
        self.init(
            generation: generation,
            portCount: bytes[2],
            switching: switching,
            powerOnDelay: .milliseconds(2 * Int(bytes[5]))
        )
    }
}
