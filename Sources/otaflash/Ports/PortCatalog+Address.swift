import DeviceDiscovery
import TransportCore
import TransportPosix

extension PortCatalog {
    /// What is known of the port at an address, whatever link names it; `nil` for one that is not listed.
    func device(at address: TransportAddress) -> SerialDevice? {
        guard case .terminal(let path) = address else { return nil }
        let node = FileSystem.resolved(path) ?? path
        return ports().first { $0.path == node }
    }
}
