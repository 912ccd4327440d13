import Glibc

/// Real firmware that is no part of the project: `$OTAFLASH_SHARED/images`, or `../shared/images` as seen from the package.
enum RealImages {
    static let absence = "there is no ../shared/images; name its parent in OTAFLASH_SHARED"

    static let folder: String? = {
        let root = getenv("OTAFLASH_SHARED").map { String(cString: $0) }
        let path = (root ?? packageRoot + "/../shared") + "/images"
        return access(path, R_OK) == 0 ? path : nil
    }()

    /// The bytes of a file; none where it cannot be read.
    static func bytes(_ name: String) -> [UInt8] {
        guard let folder, let file = fopen("\(folder)/\(name)", "r") else { return [] }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 0x20_0000)
        let count = fread(&bytes, 1, bytes.count, file)
        return Array(bytes.prefix(count))
    }

    private static var packageRoot: String {
        let parts = #filePath.split(separator: "/").prefix { $0 != "Tests" }
        return "/" + parts.joined(separator: "/")
    }
}
