/// Something about an accepted image that its user should know.
public enum ImageRemark: Sendable, Hashable {
    /// It says nothing about itself: name and version cannot be proven after the upgrade.
    case noDescriptor
    /// Only one checksum byte protects it.
    case noHash
    /// It does not call itself NodeMCU, so it may not have the prompt and the module that upgrades need.
    case otherProject(name: String)
    /// So many bytes of padding follow it; they are not written.
    case padding(bytes: Int)
    /// A signature follows it, which is written too and not judged here.
    case signed(ImageSignature)
    /// It has no `otaupgrade`: a board that runs it takes no upgrade over its console.
    case noOTAUpgrade
    /// It does not show whether it has `otaupgrade`.
    case modulesUnknown(LuaModules.Doubt)

    /// The kind of remark, for machines.
    public var code: String {
        switch self {
        case .noDescriptor: "no-descriptor"
        case .noHash: "no-hash"
        case .otherProject: "other-project"
        case .padding: "padding"
        case .signed: "signed"
        case .noOTAUpgrade: "no-otaupgrade"
        case .modulesUnknown: "modules-unknown"
        }
    }
}

extension ImageRemark: CustomStringConvertible {
    /// One sentence.
    public var description: String {
        switch self {
        case .noDescriptor:
            "The image has no descriptor (it was built with an ESP-IDF before 3.3), so its version cannot be proven."
        case .noHash:
            "The image has no SHA-256, so a checksum of one byte is all that tells damage."
        case .otherProject(let name):
            "The image is called '\(name)', not NodeMCU; without NodeMCU's prompt the next upgrade needs a wire."
        case .padding(let bytes):
            "\(bytes) bytes of padding follow the image; they are not sent."
        case .signed(.version1):
            "A signature (version 1) follows the image; the board judges it."
        case .signed(.version2(let blocks)):
            "A signature sector (version 2, blocks: \(blocks)) follows the image; the board judges it."
        case .noOTAUpgrade:
            "The image has no otaupgrade module: a board that runs it takes no upgrade over its console any more."
        case .modulesUnknown(let doubt):
            "Whether the image has the otaupgrade module cannot be told: \(doubt.reason)."
        }
    }
}

extension AppImage {
    /// What the user should know about it.
    public var remarks: [ImageRemark] {
        var remarks: [ImageRemark] = []
        if descriptor == nil { remarks.append(.noDescriptor) }
        if appendedHash == nil { remarks.append(.noHash) }
        if let name = descriptor?.projectName, name.lowercased() != "nodemcu" {
            remarks.append(.otherProject(name: name))
        }
        switch modules.otaUpgrade {
        case .present: break
        case .absent: remarks.append(.noOTAUpgrade)
        case .unknown(let doubt): remarks.append(.modulesUnknown(doubt))
        }
        if paddingSize > 0 { remarks.append(.padding(bytes: paddingSize)) }
        if let signature { remarks.append(.signed(signature)) }
        return remarks
    }
}
