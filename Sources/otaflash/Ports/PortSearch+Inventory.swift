import Bench
import DeviceDiscovery
import LuaREPL
import OTAUpgrade
import TransportPosix

extension PortSearch {
    /// Where a board of the inventory is.
    /// - Throws: `noDevice` where there is no such board or no inventory that can be read.
    func place(ofBoard name: String) throws(UpgradeError) -> Inventory.Place {
        guard let inventory else { throw .selection(SelectorError(.needsInventory, DeviceSelector(.name(name)))) }
        do throws(InventoryError) {
            guard let bytes = FileSystem.contents(of: inventory, upTo: 1 << 20) else {
                throw InventoryError(
                    .unreadable,
                    "“\(inventory)” cannot be read.",
                    nextStep: "Name the file with --inventory."
                )
            }
            return try Inventory(toml: String(decoding: bytes, as: UTF8.self), file: inventory).place(ofBoard: name)
        } catch {
            throw UpgradeError(.noDevice, error.message.printable, nextStep: error.nextStep.printable, phase: .connect)
        }
    }
}
