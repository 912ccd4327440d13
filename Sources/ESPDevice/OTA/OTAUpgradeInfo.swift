package import ESPImage

/// The results of `otaupgrade.info()`: two strings and a table.
package struct OTAUpgradeInfo: Sendable, Hashable {
    /// One entry of the table.
    package struct Slot: Sendable, Hashable {
        /// The key: the partition's label.
        package var name: String
        /// `state`; `nil` if no record names the slot, and the entry is then an empty table.
        package var state: OTAImageState?
        /// The other fields; `nil` if the slot has no descriptor, and the entry then has only `state`.
        package var description: AppDescription?

        init(name: String, state: OTAImageState? = nil, description: AppDescription? = nil) {
            self.name = name
            self.state = state
            self.description = description
        }
    }

    /// The first result: the label of the running partition.
    package var running: String
    /// The second result: the label of the partition that boots next; `nil` without OTA data.
    package var boot: String?
    /// The entries of the table, in the order of the partition table.
    package var slots: [Slot]
}
