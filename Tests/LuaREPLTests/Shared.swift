import Foundation

/// The folder of reference material beside the checkout, where it is there.
enum Shared {
    static let folder: URL? = {
        let environment = ProcessInfo.processInfo.environment["OTAFLASH_SHARED"].map { URL(filePath: $0) }
        let besides = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared")
        return [environment, besides].compactMap(\.self).first {
            FileManager.default.fileExists(atPath: $0.appending(path: "transcripts").path)
        }
    }()

    static func transcript(_ name: String) throws -> [UInt8] {
        guard let folder else { return [] }
        return Array(try Data(contentsOf: folder.appending(path: "transcripts/\(name).raw")))
    }
}
