/// A fact about a valid image that its user should know.
public enum ImageRemark: Sendable, Hashable {
    /// It has no descriptor: name and version cannot be proven after the upgrade.
    case noDescriptor
    /// Only one checksum byte protects it.
    case noHash
    /// Its project name is not NodeMCU, so it may lack the prompt and the module that upgrades need.
    case otherProject(name: String)
    /// This many bytes of padding follow it; they are not written.
    case padding(bytes: Int)
    /// A signature follows it; it is written but not verified here.
    case signed(ImageSignature)
    /// It has no `otaupgrade`: a board that runs it cannot be upgraded over its console.
    case noOTAUpgrade
    /// It is unknown whether it has `otaupgrade`.
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
            "The image has no SHA-256, so only a one-byte checksum can reveal damage."
        case .otherProject(let name):
            "The image is called '\(name)', not NodeMCU; without NodeMCU's prompt, the next upgrade is possible over USB with esptool only."
        case .padding(let bytes):
            "\(bytes) bytes of padding follow the image; they are not sent."
        case .signed(.version1):
            "A signature (version 1) follows the image; the board judges it."
        case .signed(.version2(let blocks)):
            "A signature sector (version 2, blocks: \(blocks)) follows the image; the board judges it."
        case .noOTAUpgrade:
            "The image has no otaupgrade module: a board that runs it can no longer be upgraded over its console."
        case .modulesUnknown(let doubt):
            "It is unknown whether the image has the otaupgrade module: \(doubt.reason)."
        }
    }
}

extension AppImage {
    /// The remarks for the user.
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
