/// The timer of an FTDI chip after which it sends what it has received, in sysfs.
public struct LatencyTimer: Sendable, Hashable {
    /// The file that holds it.
    public let path: String

    /// The timer of the port at a path; `nil` where the port has none.
    /// - Parameter sysfs: where sysfs is mounted; tests name another folder.
    public init?(of port: String, sysfs: String = "/sys") {
        var port = port
        // The name that the kernel gave stands at the end of the links that udev made.
        for _ in 0..<8 {
            let folders = port.split(separator: "/", omittingEmptySubsequences: false)
            let path = "\(sysfs)/bus/usb-serial/devices/\(folders.last ?? "")/latency_timer"
            if Self.milliseconds(in: path) != nil {
                self.path = path
                return
            }
            guard let target = FileSystem.target(ofLink: port) else { return nil }
            port = target.hasPrefix("/") ? target : (folders.dropLast() + [target[...]]).joined(separator: "/")
        }
        return nil
    }

    /// What it is set to; `nil` where it cannot be read.
    public var milliseconds: Int? { Self.milliseconds(in: path) }

    private static func milliseconds(in path: String) -> Int? {
        FileSystem.contents(of: path).flatMap { bytes in
            Int(String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self))
        }
    }

    /// Sets it where this user may; says whether it did.
    @discardableResult
    func set(milliseconds: Int) -> Bool {
        FileSystem.write(Array("\(milliseconds)\n".utf8), to: path)
    }
}
