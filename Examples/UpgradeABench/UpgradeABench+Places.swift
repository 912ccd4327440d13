import DeviceDiscovery
import Fleet
import Inventory

extension UpgradeABench {
    /// Finds a board on this host; called again when the board may have come back elsewhere.
    static func find(_ place: Inventory.Place) async throws(UpgradeError) -> any TransportConnector {
        switch place {
        case .address(let address):
            return PortConnector(address)
        case .device(let selector):
            do {
                return DeviceConnector(try await DeviceFinder().device(selector))
            } catch {
                throw .notFound("\(selector)")
            }
        }
    }
}

extension UpgradeError {
    /// There is no such board.
    static func notFound(_ name: String) -> UpgradeError {
        UpgradeError(.noDevice, "There is no \(name).", nextStep: "Plug it in.", phase: .connect)
    }
}
