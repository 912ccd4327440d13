public import TransportCore

extension PortCatalog {
    /// What is known of the port at an address, by its node or by a link that udev has made to it; `nil` for one that is not
    /// listed.
    public func device(at address: TransportAddress) -> SerialDevice? {
        guard case .terminal(let path) = address else { return nil }
        return ports().first { $0.path == path || $0.allLinks.contains(path) }
    }
}
