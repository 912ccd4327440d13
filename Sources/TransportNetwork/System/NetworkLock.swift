import Glibc
import TransportCore
import TransportPosix

/// Keeps other processes of this host that ask away from a port of another host, for as long as it lives.
///
/// Servers let several clients in at once, whose bytes then mix (`ser2net 4.3.11`, tried). The lock is on a file that is
/// named by host and port; files stay behind, their locks do not. Where no folder for them can be had nothing is locked.
struct NetworkLock: ~Copyable, Sendable {
    private let descriptor: OwnedDescriptor

    private init(_ descriptor: consuming OwnedDescriptor) {
        self.descriptor = descriptor
    }

    /// Takes the lock; `nil` where this host offers no place for it.
    /// - Throws: `busy` where another process has it, or this one.
    static func take(_ address: TransportAddress, in folder: String?) throws(TransportError) -> NetworkLock? {
        guard let folder = folder ?? usualFolder() else { return nil }
        let path = "\(folder)/\(fileName(of: address))"
        let raw = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard raw >= 0 else { return nil }
        let descriptor = OwnedDescriptor(adopting: raw)
        guard flock(raw, LOCK_EX | LOCK_NB) != 0 else { return NetworkLock(descriptor) }
        guard errno == EWOULDBLOCK else { return nil }
        throw .busy(address, holder: PortHolderFinder().holder(ofLockOn: path))
    }

    /// One name for host and port, whichever way the port is spoken to.
    private static func fileName(of address: TransportAddress) -> String {
        let (host, port) = address.hostAndPort
        let name = host.lowercased().utf8.prefix(200).map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."),
                UInt8(ascii: "-"), UInt8(ascii: ":"):
                String(UnicodeScalar(byte))
            default: "%" + String(byte, radix: 16)
            }
        }
        return "\(name.joined())_\(port).lock"
    }

    /// This user's own folder: in that of the session, else in `/tmp`.
    private static func usualFolder() -> String? {
        let session = getenv("XDG_RUNTIME_DIR").map { String(cString: $0) + "/otaflash" }
        return [session, "/tmp/otaflash-\(geteuid())"].compactMap(\.self).first(where: isOwnFolder)
    }

    /// Makes the folder where it is not there; whether nobody else can put anything into it.
    private static func isOwnFolder(_ path: String) -> Bool {
        guard path.hasPrefix("/") else { return false }
        if mkdir(path, 0o700) == 0 { return true }
        var status = stat()
        guard lstat(path, &status) == 0 else { return false }
        return status.st_mode & S_IFMT == S_IFDIR && status.st_uid == geteuid()
            && status.st_mode & (S_IWGRP | S_IWOTH) == 0
    }
}
