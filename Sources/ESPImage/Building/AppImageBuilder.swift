/// Writes application images that real checkers accept, for tests, demonstrations and benchmarks.
///
/// The same values give the same bytes on every machine. The content is not a program, but it is as hard to compress as one,
/// and it contains a table of modules like that of NodeMCU's firmware.
public struct AppImageBuilder: Sendable, Hashable {
    /// The chip it is built for.
    public var chip: Chip
    /// The size of the file in bytes: a multiple of 16 from 1024 to 16 MiB less 16.
    public var size: Int
    /// The application's descriptor; `nil` leaves it out, as an ESP-IDF before 3.3 did.
    ///
    /// An `elfSHA256` of zeros is filled with one made from everything else.
    public var descriptor: AppDescriptor?
    /// Chooses the content, together with the version.
    public var seed: UInt64
    /// Whether a SHA-256 follows the checksum.
    public var appendsHash: Bool
    /// The least chip revision it runs on.
    public var minChipRevision: ChipRevision?
    /// The greatest chip revision it runs on.
    public var maxChipRevision: ChipRevision?
    /// The Lua modules that it lists; an empty list leaves the table out, as in firmware that is not NodeMCU's.
    public var modules = Self.usualModules

    /// The modules of a small NodeMCU build that can be upgraded over its console.
    package static let usualModules = [
        "bit", "encoder", "file", "gpio", "net", "node", "otaupgrade", "pipe", "tmr", "uart", "wifi",
    ]

    /// Makes a builder for an image like the one of a firmware build.
    public init(
        chip: Chip = .esp32,
        version: String = "1.0.0",
        projectName: String = "nodemcu",
        date: String = "Jan  2 2025",
        time: String = "03:04:05",
        idfVersion: String = "v5.1.3",
        secureVersion: UInt32 = 0,
        size: Int = 0x40000,
        seed: UInt64 = 1,
        appendsHash: Bool = true
    ) {
        self.chip = chip
        self.size = size
        self.seed = seed
        self.appendsHash = appendsHash
        descriptor = AppDescriptor(
            version: version,
            projectName: projectName,
            time: time,
            date: date,
            idfVersion: idfVersion,
            secureVersion: secureVersion
        )
    }

    /// Writes the image.
    /// - Throws: `ImageSizeError` if no image can have that size, or if it is too small for its modules.
    public func build() throws(ImageSizeError) -> [UInt8] {
        guard Self.sizes.contains(size), size.isMultiple(of: 16) else { throw ImageSizeError(size: size) }
        // The last byte of the segments is three bytes before the checksum: sizes are multiples of 4.
        let segmentsEnd = size - (appendsHash ? ImageStructure.hashSize : 0) - 4
        let dataSize = segmentsEnd - ImageHeader.size - 4 * ImageSegment.headerSize
        let descriptor = filledDescriptor?.bytes ?? []
        let table = ModuleTable.bytes(
            listing: modules,
            at: chip.dataWindow.lowerBound + UInt32(AppDescriptor.fileOffset + descriptor.count)
        )
        guard let layout = Layout(chip: chip, dataSize: dataSize, leastData: descriptor.count + table.count) else {
            throw ImageSizeError(size: size, isTooSmall: true)
        }

        let version = CRC32.checksum(of: (self.descriptor?.version ?? "").utf8)
        var content = FirmwareContent(seed: seed ^ UInt64(version) << 32)
        var data = descriptor + table
        data += content.bytes(count: dataSize - data.count)

        var segments: [(address: UInt32, data: [UInt8])] = []
        for (address, size) in layout.segments {
            segments.append((address, Array(data.prefix(size))))
            data.removeFirst(size)
        }
        return ImageAssembler(header: header, segments: segments).bytes
    }

    /// The range of sizes that an image can have; only multiples of 16 are valid.
    public static let sizes = 1024..<ImageSegment.sizeLimit

    private var header: ImageHeader {
        var header = ImageHeader(
            chip: chip,
            entryAddress: chip.instructionRAM + 0x400,
            hasAppendedHash: appendsHash
        )
        header.rawMinChipRevision = UInt16(clamping: minChipRevision?.hundreds ?? 0)
        header.rawMaxChipRevision = UInt16(clamping: maxChipRevision?.hundreds ?? 0)
        return header
    }

    private var filledDescriptor: AppDescriptor? {
        guard var descriptor, descriptor.elfSHA256.allSatisfy({ $0 == 0 }) else { return descriptor }
        descriptor.elfSHA256 = Digest.sha256(
            descriptor.bytes + seed.littleEndianBytes + chip.imageID.littleEndianBytes
                + UInt32(truncatingIfNeeded: size).littleEndianBytes
        )
        return descriptor
    }
}
