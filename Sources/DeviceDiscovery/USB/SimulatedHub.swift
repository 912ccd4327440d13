/// A simulated hub for `SimulatedUSBBus`: its answers, and the behavior of its ports.
package struct SimulatedHub: Sendable, Hashable {
    /// The hub as a device.
    package var device: USBDevice
    /// Its description of its ports.
    package var descriptor: HubDescriptor
    /// The ID that it shares with its other half.
    package var containerID: [UInt8]?
    /// The error that it returns instead of its BOS.
    package var storeFault: USBError?
    /// Ports that ignore requests to switch their power.
    package var stuckPorts: Set<UInt8> = []
    /// How often a port switches itself on again after it was switched off.
    package var returns = 0
    /// Ports without power.
    package internal(set) var darkPorts: Set<UInt8> = []

    /// Makes a hub that has power on all its ports.
    package init(_ device: USBDevice, _ descriptor: HubDescriptor, containerID: [UInt8]? = nil) {
        self.device = device
        self.descriptor = descriptor
        self.containerID = containerID
    }

    /// The bytes of its hub descriptor.
    package var descriptorBytes: [UInt8] {
        let switching: UInt8 =
            switch descriptor.switching {
            case .ganged: 0
            case .individual: 1
            case .none: 2
            }
        let delay = UInt8(clamping: Int(descriptor.powerOnDelay / .milliseconds(2)))
        let head = [descriptor.generation.descriptorType, descriptor.portCount, switching, 0, delay, 100]
        let tail: [UInt8] = descriptor.generation == .usb2 ? [0, 0xFF] : [0, 0, 0, 0, 0]
        return [UInt8(head.count + tail.count + 1)] + head + tail
    }

    /// The bytes of its BOS; `nil` if it has none.
    package var storeBytes: [UInt8]? {
        containerID.map { [5, 0x0F, 25, 0, 1, 20, 0x10, 4, 0] + $0 }
    }

    /// The bytes of a port's status.
    func statusBytes(_ port: UInt8, isConnected: Bool) -> [UInt8] {
        let power = darkPorts.contains(port) ? 0 : PortStatus.powerBit(descriptor.generation)
        let bits = power | (isConnected && power != 0 ? 0x0003 : 0)
        return [UInt8(truncatingIfNeeded: bits), UInt8(truncatingIfNeeded: bits >> 8), 0, 0]
    }

    mutating func switchPower(_ isOn: Bool, port: UInt8) {
        guard !isOn, !stuckPorts.contains(port) else {
            darkPorts.remove(port)
            return
        }
        if returns > 0 { returns -= 1 } else { darkPorts.insert(port) }
    }
}
