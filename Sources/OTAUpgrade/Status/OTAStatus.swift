public import ESPImage
package import LuaREPL

/// What `otaupgrade.info()` reports: which slot runs, which boots next, and what each contains.
public struct OTAStatus: Sendable, Hashable {
    /// What is known of one slot.
    public struct Slot: Sendable, Hashable {
        /// The partition's name.
        public var label: String
        /// The state of its otadata entry; `nil` if the slot has none.
        public var state: OTAImageState?
        /// The description of the image in it; `nil` if the slot holds nothing readable or has no entry.
        public var description: FirmwareDescription?

        /// Makes a slot from its facts.
        public init(label: String, state: OTAImageState? = nil, description: FirmwareDescription? = nil) {
            self.label = label
            self.state = state
            self.description = description
        }
    }

    /// The partition whose code is running; `factory` if it is not a slot.
    public var running: String
    /// The slot that otadata selects for the next start; `nil` on a board without otadata.
    public var boot: String?
    /// The slots in the order of their labels, without the factory partition.
    public var slots: [Slot]

    /// Makes a status from its facts.
    public init(running: String, boot: String?, slots: [Slot]) {
        self.running = running
        self.boot = boot
        self.slots = slots.sorted { ($0.label.count, $0.label) < ($1.label.count, $1.label) }
    }

    /// The slot with a label.
    public subscript(label: String?) -> Slot? {
        slots.first { $0.label == label }
    }

    /// The slot whose code is running; `nil` if the running partition is not a slot.
    public var runningSlot: Slot? {
        self[running]
    }

    /// Whether the running firmware is on trial: any reset gives it up unless it is accepted first.
    public var isOnTrial: Bool {
        boot == running && runningSlot?.state == .pendingVerify
    }

    /// Whether a slot is known to hold a complete image: only the running one is.
    ///
    /// For any other slot, `otaupgrade.info()` reads only the record and the description at its start. An interrupted upgrade
    /// leaves the record unchanged and may have written a new description (`nodemcu-firmware dev-esp32 otaupgrade.c`).
    public func isKnownWhole(_ slot: Slot) -> Bool {
        slot.label == running
    }

    /// The slot that `otaupgrade.rollback()` goes back to: the other one with a record; `nil` if there is none.
    ///
    /// There are at most two records. A record that was refused before does not count (`ESP-IDF 5.1.3 esp_ota_ops.c`).
    public var rollbackTarget: Slot? {
        slots.first { slot in
            slot.label != boot && [.valid, .undefined, .new].contains(slot.state)
        }
    }

    /// Whether the running firmware was selected for a trial but is not on trial: it was built for rollback, but its
    /// bootloader was not (`ESP-IDF 5.1.3 bootloader_utility.c`).
    public var startedWithoutTrial: Bool {
        boot == running && runningSlot?.state == .new
    }

    /// The slot that `otaupgrade.commence()` erases: the one after the running one, else the first.
    ///
    /// `nil` on a board without slots, and if the only slot is the running one
    /// (`ESP-IDF 5.1.3 esp_ota_ops.c`, `esp_ota_get_next_update_partition`).
    public var target: String? {
        Self.target(after: running, in: slots.map(\.label))
    }

    /// The same if the bootloader has listed the slots: their numbers decide, whatever their labels are.
    package func target(by boot: BootRecord) -> String? {
        guard let numbers = slotNumbers(by: boot) else { return target }
        return Self.target(after: running, in: numbers.sorted { $0.value < $1.value }.map(\.key))
    }

    /// The numbers of the slots; `nil` if the bootloader has not listed just these.
    func slotNumbers(by boot: BootRecord) -> [String: Int]? {
        let numbers = Dictionary(boot.slotLabels.map { ($1, $0) }, uniquingKeysWith: min)
        return numbers.count == slots.count && slots.allSatisfy { numbers[$0.label] != nil } ? numbers : nil
    }

    private static func target(after running: String, in labels: [String]) -> String? {
        guard let index = labels.firstIndex(of: running) else { return labels.first }
        let next = labels[(index + 1) % labels.count]
        return next == running ? nil : next
    }
}
