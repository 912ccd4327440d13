import DeviceDiscovery

/// Finds a name for a board that has none.
struct ProposedName: Sendable {
    /// Names that are already taken.
    private(set) var taken: Set<String>

    /// An unused name: the kind of board, and what distinguishes it from others of its kind.
    mutating func name(_ kind: String, of selector: DeviceSelector) -> String {
        let parts = [kind.asPartOfAName, selector.distinction.asPartOfAName].filter { !$0.isEmpty }
        let base = parts.isEmpty ? "board" : parts.joined(separator: "-")
        var name = base
        var number = 2
        while !taken.insert(name).inserted {
            name = "\(base)-\(number)"
            number += 1
        }
        return name
    }

    /// The product in one or two words: the word with a digit, which is the part number, or the first two words.
    static func kind(product: String) -> String {
        let words = product.split { !$0.isLetter && !$0.isNumber && $0 != "." }
        let part = words.first { word in word.contains(where: \.isNumber) && word.contains(where: \.isLetter) }
        return (part.map(String.init) ?? words.prefix(2).joined(separator: "-")).lowercased()
    }
}

extension DeviceSelector {
    /// What distinguishes the device from others, abbreviated.
    fileprivate var distinction: String {
        let interface = self.interface.map { "-if" + ($0 < 16 ? "0" : "") + String($0, radix: 16) } ?? ""
        let port = interface + (self.port.map { "-port\($0)" } ?? "")
        switch criterion {
        // The end of an address identifies the board; the beginning identifies the vendor.
        case .serial(let text) where MACAddress(text) != nil: return text.filter(\.isHexDigit).suffix(6) + port
        case .serial(let text): return text.prefix(8) + port
        case .topology(let place): return place + port
        case .node(let path): return String(path.split(separator: "/").last ?? "")
        case .usb, .name, .mac: return ""
        }
    }
}

extension String {
    /// Lowercase letters, digits, `.` and `-`, with neither `.` nor `-` at the ends.
    fileprivate var asPartOfAName: String {
        let signs = lowercased().utf8.map { $0.isPartOfABoardName ? $0 : UInt8(ascii: "-") }
        let text = String(decoding: signs, as: UTF8.self)
        let isEdge = { (character: Character) in character == "-" || character == "." }
        return String(text.drop(while: isEdge).reversed().drop(while: isEdge).reversed().prefix(40))
    }
}
