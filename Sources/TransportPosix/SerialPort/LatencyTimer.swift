/// The latency timer of an FTDI chip, in sysfs: the time after which it passes on received bytes.
package struct LatencyTimer: Sendable, Hashable {
    /// The file that holds it.
    package let path: String

    /// The timer of the port at a path; `nil` if the port has none.
    /// - Parameter sysfs: where sysfs is mounted; tests pass another folder.
    package init?(of port: String, sysfs: String = "/sys") {
        let number = DeviceNumber(path: port)
        if let number, let terminal = FileSystem.resolved("\(sysfs)/dev/char/\(number)") {
            let path = Self.path(of: terminal.split(separator: "/").last ?? "", sysfs)
            guard Self.milliseconds(in: path) != nil else { return nil }
            self.path = path
            return
        }
        var port = port
        // The kernel's name is at the end of udev's links.
        for _ in 0..<8 {
            let folders = port.split(separator: "/", omittingEmptySubsequences: false)
            let path = Self.path(of: folders.last ?? "", sysfs)
            if Self.milliseconds(in: path) != nil {
                let known = FileSystem.contents(of: "\(sysfs)/class/tty/\(folders.last ?? "")/dev")
                    .flatMap { DeviceNumber(String(decoding: $0.prefix { $0 != 0x0A }, as: UTF8.self)) }
                // A node may have the name of another device.
                guard number == nil || known == nil || number == known else { return nil }
                self.path = path
                return
            }
            guard let target = FileSystem.target(ofLink: port) else { return nil }
            port = target.hasPrefix("/") ? target : (folders.dropLast() + [target[...]]).joined(separator: "/")
        }
        return nil
    }

    private static func path(of terminal: Substring, _ sysfs: String) -> String {
        "\(sysfs)/bus/usb-serial/devices/\(terminal)/latency_timer"
    }

    /// Its value; `nil` if it cannot be read.
    package var milliseconds: Int? { Self.milliseconds(in: path) }

    private static func milliseconds(in path: String) -> Int? {
        FileSystem.contents(of: path).flatMap { bytes in
            Int(String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self))
        }
    }

    /// Sets it if this user has permission; returns whether it did.
    @discardableResult
    func set(milliseconds: Int) -> Bool {
        FileSystem.write(Array("\(milliseconds)\n".utf8), to: path)
    }
}
