/// A port's name or path, split so that `ttyUSB10` sorts after `ttyUSB9`.
struct PortName: Comparable {
    /// Everything except the number at the end.
    let stem: Substring
    /// The number at the end.
    let number: Int?
    /// The name without its folder.
    let last: String

    init(_ path: String) {
        let stemEnd = path.lastIndex { !("0"..."9").contains($0) }.map(path.index(after:)) ?? path.startIndex
        stem = path[..<stemEnd]
        number = Int(path[stemEnd...])
        last = String(path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...])
    }

    /// Whether it is a usual Linux name of a serial port.
    var isUsualPort: Bool {
        number != nil && ["ttyUSB", "ttyACM", "ttyS"].contains(stem.split(separator: "/").last ?? "")
    }

    static func < (left: PortName, right: PortName) -> Bool {
        (left.stem, left.number ?? -1) < (right.stem, right.number ?? -1)
    }
}
