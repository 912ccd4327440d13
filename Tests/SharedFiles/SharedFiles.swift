public import Foundation

/// Real firmware and recordings in a folder beside the package, which only its developers have.
public enum SharedFiles {
    /// The folder: `$OTAFLASH_SHARED`, or `shared` beside the package.
    public static let folder: URL? = {
        let package = (0..<3).reduce(URL(filePath: #filePath)) { path, _ in path.deletingLastPathComponent() }
        let folder =
            ProcessInfo.processInfo.environment["OTAFLASH_SHARED"].map { URL(filePath: $0) }
            ?? package.deletingLastPathComponent().appending(path: "shared")
        return FileManager.default.fileExists(atPath: folder.path()) ? folder : nil
    }()

    /// Why a test that needs the files is skipped.
    public static let absence = "there is no folder ../shared; name it in OTAFLASH_SHARED"

    /// Application images, a bootloader and a partition table of NodeMCU.
    public static let images = [
        "nodemcu-esp32-agusk.bin", "nodemcu-esp32-miklas.bin", "nodemcu-esp32-statuspanel.bin",
        "nodemcu-esp32-statuspanel-bootloader.bin", "nodemcu-esp32-cactuscon6-partitions.bin",
    ]

    /// An image; empty if there is no folder.
    public static func image(_ name: String) throws -> [UInt8] {
        try bytes("images/\(name)")
    }

    /// A recorded console output; empty if there is no folder.
    public static func transcript(_ name: String) throws -> [UInt8] {
        try bytes("transcripts/\(name).raw")
    }

    private static func bytes(_ path: String) throws -> [UInt8] {
        guard let folder else { return [] }
        return try [UInt8](Data(contentsOf: folder.appending(path: path)))
    }
}
