extension SerialDevice {
    /// The port that a record tells of; who may open it and who holds it is not in there.
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
