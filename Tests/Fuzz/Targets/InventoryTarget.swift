import BoardProfiles
import DeviceDiscovery
import Inventory

/// Any text as an inventory: an error with advice, or boards with distinct places and a file that accepts entries for
/// new devices and keeps its content.
public enum InventoryTarget: FuzzTarget {
    /// Its name, `inventory`.
    public static let name = "inventory"

    /// Reads the text.
    public static func run(_ bytes: [UInt8]) throws(BrokenProperty) {
        let host = host(of: bytes)
        let check = InventoryCheck(bytes, profiles: profiles, host: host)
        let inventory: Inventory
        do throws(InventoryError) {
            inventory = try Inventory(toml: String(decoding: bytes, as: UTF8.self), file: "bench.toml")
        } catch {
            try demand(!error.message.isEmpty && !error.nextStep.isEmpty, "an error without a message")
            try demand(!check.mistakes.isEmpty, "an error that the check does not find: \(error)")
            return
        }
        try demand(Set(inventory.boards.map(\.name)).count == inventory.boards.count, "a duplicate name")
        for board in inventory.boards {
            try demand((try? inventory.place(ofBoard: board.name)) != nil, "no place for “\(board.name)”")
        }
        try judgeMerge(bytes, inventory, host)
    }

    /// New entries are appended, are read again with their values, and leave nothing to add.
    private static func judgeMerge(
        _ bytes: [UInt8],
        _ inventory: Inventory,
        _ host: BenchHost
    ) throws(BrokenProperty) {
        let found = InventoryDiscovery(on: host, boards: inventory.boards, profiles: profiles)
        let merge: InventoryMerge
        do throws(InventoryError) {
            merge = try InventoryMerge(found.proposals, to: bytes, file: "bench.toml")
        } catch {
            try demand(!error.message.isEmpty && !error.nextStep.isEmpty, "an error without a message")
            return
        }
        try demand(merge.bytes.starts(with: bytes), "existing bytes have changed")
        guard let text = String(validating: merge.bytes, as: UTF8.self),
            let again = try? Inventory(toml: text, file: "bench.toml")
        else { throw BrokenProperty("the merged text is not a valid inventory") }
        try demand(Array(again.boards.prefix(inventory.boards.count)), equals: inventory.boards, "boards have changed")
        let added = again.boards.dropFirst(inventory.boards.count)
        try demand(added.map(\.name), equals: found.proposals.map(\.name), "names")
        try demand(added.map(\.device), equals: found.proposals.map(\.selector.description), "selectors")
        let rest = InventoryDiscovery(on: host, boards: again.boards, profiles: profiles)
        try demand(rest.proposals.isEmpty, "a second run adds \(rest.proposals.map(\.name))")
    }

    /// Two devices, one of which reports the bytes as its own strings.
    private static func host(of bytes: [UInt8]) -> BenchHost {
        let text = String(decoding: bytes.suffix(40), as: UTF8.self)
        let devices = [("/dev/ttyUSB0", "1-2", "0001", "CP2102"), ("/dev/ttyUSB1", "1-3", text, text)].map {
            path,
            socket,
            serial,
            product in
            SerialDevice(
                path: path,
                usb: USBIdentity(
                    vendor: 0x10C4,
                    product: 0xEA60,
                    serialNumber: serial,
                    productName: product,
                    interface: 0
                ),
                topology: socket
            )
        }
        return BenchHost(
            devices: devices,
            resolve: { $0.hasPrefix("/dev/ttyUSB") ? $0 : nil },
            hasProgram: { _ in true }
        )
    }

    private static let profiles = ProfileCatalog(profiles: [])
}
