import Glibc
import TransportCore
import TransportPosix

/// A lock on a network port among the processes of this host that use such locks; held during its lifetime.
///
/// Servers accept several clients at once, whose bytes then mix (`ser2net 4.3.11`, tested). The lock is on a file named
/// after host and port; the files remain, but their locks do not. If no folder for them is available, nothing is locked.
struct NetworkLock: ~Copyable, Sendable {
    private let descriptor: OwnedDescriptor

    private init(_ descriptor: consuming OwnedDescriptor) {
        self.descriptor = descriptor
    }

    /// Takes the lock; `nil` if this host has no folder for it.
    /// - Throws: `busy` if another process or this one has it.
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

    /// The name for host and port, independent of the protocol.
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

    /// This user's folder: in the session's runtime folder, otherwise in `/tmp`.
    private static func usualFolder() -> String? {
        let session = getenv("XDG_RUNTIME_DIR").map { String(cString: $0) + "/otaflash" }
        return [session, "/tmp/otaflash-\(geteuid())"].compactMap(\.self).first(where: isOwnFolder)
    }

    /// Creates the folder if it does not exist; returns whether no other user can write to it.
    private static func isOwnFolder(_ path: String) -> Bool {
        guard path.hasPrefix("/") else { return false }
        if mkdir(path, 0o700) == 0 { return true }
        var status = stat()
        guard lstat(path, &status) == 0 else { return false }
        return status.st_mode & S_IFMT == S_IFDIR && status.st_uid == geteuid()
            && status.st_mode & (S_IWGRP | S_IWOTH) == 0
    }
}
