import ArgumentParser
import BoardProfiles
import DeviceDiscovery
import ESPImage
import Inventory
import LuaREPL
import OTAUpgrade
import Reports
import TransportPosix

extension PortSearch {
    /// Reads the inventory of a bench.
    /// - Throws: `ValidationError`, since an invalid file is an invalid argument.
    static func inventory(_ file: String) throws -> Inventory {
        guard let bytes = FileSystem.contents(of: file, upTo: 1 << 20) else {
            throw ValidationError("The inventory “\(file)” cannot be read; name it with --inventory.")
        }
        guard let text = String(fileText: bytes) else {
            throw ValidationError("The inventory “\(file)” is not UTF-8; save it as UTF-8.".printable)
        }
        do {
            return try Inventory(toml: text, file: file)
        } catch {
            throw ValidationError(error.description.printable)
        }
    }

    /// The profile that the inventory names for the selected board; `nil` if there is none.
    func profile(_ environment: [String: String]) -> BoardProfile? {
        guard case .name(let name) = selector?.criterion,
            let kind = inventory?.boards.first(where: { $0.name == name })?.profile
        else { return nil }
        return try? ProfileCatalog(folders: ProfileFolder.searchPath(environment: environment)).profile(named: kind)
    }

    /// Where a board of the inventory is.
    /// - Throws: `noDevice` if there is no such board or no inventory.
    func place(ofBoard name: String) throws(UpgradeError) -> Inventory.Place {
        guard let inventory else { throw .selection(SelectorError(.needsInventory, DeviceSelector(.name(name)))) }
        do throws(InventoryError) {
            return try inventory.place(ofBoard: name)
        } catch {
            throw UpgradeError(.noDevice, error.message.printable, nextStep: error.nextStep.printable, phase: .connect)
        }
    }
}
