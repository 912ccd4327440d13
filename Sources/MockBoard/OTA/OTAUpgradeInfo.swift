public import ESPImage

/// What `otaupgrade.info()` returns: two strings and a table.
public struct OTAUpgradeInfo: Sendable, Hashable {
    /// One entry of the table.
    public struct Slot: Sendable, Hashable {
        /// The key: the partition's label.
        public var name: String
        /// `state`; `nil` where no record names the slot, and then the entry is an empty table.
        public var state: OTAImageState?
        /// The other fields; `nil` where the slot holds no descriptor, and then `state` stands alone.
        public var description: AppDescription?

        init(name: String, state: OTAImageState? = nil, description: AppDescription? = nil) {
            self.name = name
            self.state = state
            self.description = description
        }
    }

    /// The first result: the label of the running partition.
    public var running: String
    /// The second result: the label of the partition that boots next; `nil` without OTA data.
    public var boot: String?
    /// The entries of the table, in the order of the partition table.
    public var slots: [Slot]
}
