import DeviceDiscovery
import Inventory
import OTAUpgrade
import Reports

extension PortProbe {
    /// The answers of ports that are probed for a board, by device node.
    static func answers(of devices: [SerialDevice], baud: Int) async -> [String: PortAnswer] {
        let probes = await all(of: devices, baud: baud, within: PortSearch.patience)
        return Dictionary(probes.map { ($0.device.path, $0.answer) }) { first, _ in first }
    }

    private var answer: PortAnswer {
        switch outcome {
        case .board(let report): .board(report)
        case .nothing(let error): .nothing(error.message)
        }
    }
}
