import BoardProfiles
package import DeviceDiscovery
package import ESPImage
import StrictTOML

/// A proposed entry for a device that no board of an inventory leads to yet.
package struct InventoryProposal: Sendable, Hashable {
    /// The name, which no other board has.
    package var name: String
    /// A selector that matches only this device.
    package var selector: DeviceSelector
    /// The profile, if exactly one fits; otherwise `nil`.
    package var profile: String?
    /// The chip; `nil` if it is not known.
    package var chip: Chip?
    /// The names of the profiles that fit.
    package var profiles: [String]
    /// The device.
    package var device: SerialDevice
    /// Its answer; `nil` if it was not probed.
    package var answer: PortAnswer?

    /// The text of the entry, each line with its line ending.
    package var toml: String {
        let remarks = remarks.map { "# \($0.asRemark)\n" }.joined()
        let text = entry(remarks)
        // A serial number or product name may look like something that the parser cannot handle.
        return TOMLGuard(text) == nil ? text : entry("")
    }

    private func entry(_ remarks: String) -> String {
        let keys = [
            "name = \(name.asTOML)", "device = \(selector.description.asTOML)",
            profile.map { "profile = \($0.asTOML)" }, chip.map { "chip = \($0.rawValue.asTOML)" },
        ]
        return "[[board]]\n\(remarks)" + keys.compactMap(\.self).map { $0 + "\n" }.joined()
    }

    /// Facts about the device for which there is no key.
    private var remarks: [String] {
        var remarks = [
            [device.usb?.productName, device.usb?.description, device.path].compactMap(\.self)
                .joined(separator: ", ")
        ]
        if profiles.count > 1 {
            let names = profiles.prefix(4).joined(separator: ", ")
            remarks.append("fits \(names)" + (profiles.count > 4 ? " and \(profiles.count - 4) more" : ""))
        }
        switch answer {
        case nil: break
        case .nothing(let reason): remarks.append("no board answered: \(reason)")
        case .board(let report):
            remarks.append("answered: \(report.remark)")
        }
        return remarks
    }
}
