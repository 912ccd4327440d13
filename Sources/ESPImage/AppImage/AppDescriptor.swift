/// An application's descriptor: 256 bytes at offset 0x20 (ESP-IDF 5.1.3 `esp_app_desc.h`, `esp_app_desc_t`).
///
/// Images built with an ESP-IDF before 3.3 have none.
public struct AppDescriptor: Sendable, Hashable {
    /// The value that is compared with the anti-rollback counter.
    public var secureVersion: UInt32
    /// The version, at most 31 bytes; the build cuts longer ones.
    public var version: String
    /// The project's name, at most 31 bytes; `NodeMCU` or `nodemcu` in NodeMCU's builds.
    public var projectName: String
    /// When it was compiled, `11:06:08`; empty in reproducible builds.
    public var time: String
    /// The day it was compiled, `Sep 13 2022`; empty in reproducible builds.
    public var date: String
    /// The version of ESP-IDF it was built with.
    public var idfVersion: String
    /// The SHA-256 of the ELF file the image was made from: 32 bytes.
    public var elfSHA256: [UInt8]
    /// The least revision of the eFuse block, major × 100 + minor; 0 if it is not stated.
    public var minEfuseBlockRevision: UInt16
    /// The greatest revision of the eFuse block, major × 100 + minor; 0 if it is not stated.
    public var maxEfuseBlockRevision: UInt16
    /// The size of a page of the flash cache in bytes; `nil` before ESP-IDF 5.4.
    public var flashPageSize: Int?

    /// Makes a descriptor; texts longer than their fields are cut when it is written.
    public init(
        version: String,
        projectName: String,
        time: String,
        date: String,
        idfVersion: String,
        secureVersion: UInt32 = 0,
        elfSHA256: [UInt8] = [UInt8](repeating: 0, count: 32),
        minEfuseBlockRevision: UInt16 = 0,
        maxEfuseBlockRevision: UInt16 = 0,
        flashPageSize: Int? = nil
    ) {
        self.version = version
        self.projectName = projectName
        self.time = time
        self.date = date
        self.idfVersion = idfVersion
        self.secureVersion = secureVersion
        self.elfSHA256 = elfSHA256
        self.minEfuseBlockRevision = minEfuseBlockRevision
        self.maxEfuseBlockRevision = maxEfuseBlockRevision
        self.flashPageSize = flashPageSize
    }

    /// Its offset in a file: after the header and the first segment's header.
    public static let fileOffset = 0x20
    /// How many bytes it has.
    public static let size = 256
}

extension AppDescriptor {
    /// Parses the bytes at offset 0x20 of a file or of a slot; `nil` if there is no descriptor.
    public init?(_ bytes: some Collection<UInt8>) {
        let raw = Array(bytes.prefix(Self.size))
        guard raw.count == Self.size, raw.littleEndian32(at: 0) == Self.magic else { return nil }
        secureVersion = raw.littleEndian32(at: 4) ?? 0
        version = Self.text(raw[0x10..<0x30])
        projectName = Self.text(raw[0x30..<0x50])
        time = Self.text(raw[0x50..<0x60])
        date = Self.text(raw[0x60..<0x70])
        idfVersion = Self.text(raw[0x70..<0x90])
        elfSHA256 = Array(raw[0x90..<0xB0])
        minEfuseBlockRevision = raw.littleEndian16(at: 0xB0) ?? 0
        maxEfuseBlockRevision = raw.littleEndian16(at: 0xB2) ?? 0
        flashPageSize = (1..<31).contains(raw[0xB4]) ? 1 << Int(raw[0xB4]) : nil
    }

    /// The 256 bytes.
    public var bytes: [UInt8] {
        var bytes = Self.magic.littleEndianBytes + secureVersion.littleEndianBytes + [UInt8](repeating: 0, count: 8)
        bytes += Self.field(version, size: 32) + Self.field(projectName, size: 32)
        bytes += Self.field(time, size: 16) + Self.field(date, size: 16) + Self.field(idfVersion, size: 32)
        bytes += elfSHA256.prefix(32) + [UInt8](repeating: 0, count: max(0, 32 - elfSHA256.count))
        bytes += minEfuseBlockRevision.littleEndianBytes + maxEfuseBlockRevision.littleEndianBytes
        bytes.append(UInt8(flashPageSize.map(\.trailingZeroBitCount) ?? 0))
        return bytes + [UInt8](repeating: 0, count: Self.size - bytes.count)
    }

    private static let magic: UInt32 = 0xABCD_5432

    private static func text(_ field: ArraySlice<UInt8>) -> String {
        String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
    }

    /// A text and its NUL, cut or padded to `size` bytes.
    private static func field(_ text: String, size: Int) -> [UInt8] {
        let bytes = Array(text.utf8.prefix(size - 1))
        return bytes + [UInt8](repeating: 0, count: size - bytes.count)
    }
}
