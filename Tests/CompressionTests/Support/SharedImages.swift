import Foundation

/// Real firmware that lies beside the package on the machines of its developers, and nowhere else.
enum SharedImages {
    /// The folder: `$OTAFLASH_SHARED/images`, or `../shared/images` as seen from the package.
    static let folder: URL? = {
        let package = (0..<4).reduce(URL(filePath: #filePath)) { path, _ in path.deletingLastPathComponent() }
        let root =
            ProcessInfo.processInfo.environment["OTAFLASH_SHARED"].map { URL(filePath: $0) }
            ?? package.deletingLastPathComponent().appending(path: "shared")
        let folder = root.appending(path: "images")
        return FileManager.default.fileExists(atPath: folder.path()) ? folder : nil
    }()

    static let names = [
        "nodemcu-esp32-agusk.bin", "nodemcu-esp32-miklas.bin", "nodemcu-esp32-statuspanel.bin",
        "nodemcu-esp32-statuspanel-bootloader.bin", "nodemcu-esp32-cactuscon6-partitions.bin",
    ]

    static func bytes(_ name: String) throws -> [UInt8] {
        guard let folder else { return [] }
        return try [UInt8](Data(contentsOf: folder.appending(path: name)))
    }

    static let absence = "there is no ../shared/images; name its parent in OTAFLASH_SHARED"
}
