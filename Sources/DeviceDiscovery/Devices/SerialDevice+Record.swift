extension SerialDevice {
    /// Makes a port from a record, without its permissions and its holder.
    init(_ record: DeviceRecord) {
        self.init(
            path: record.node,
            byID: record.links("by-id"),
            byPath: record.links("by-path"),
            links: record.otherLinks,
            usb: record.usb,
            topology: record.topology,
            driver: record.driver
        )
    }
}
