public import TransportCore

extension PortCatalog {
    /// The port at an address, by its node or by any link to it; `nil` if it is not listed.
    public func device(at address: TransportAddress) -> SerialDevice? {
        guard case .terminal(let path) = address else { return nil }
        return device(at: path, among: ports())
    }
}
