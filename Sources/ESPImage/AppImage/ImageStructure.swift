/// The structure of any image: header, segments, checksum, hash.
///
/// Every size is checked against the available bytes; nothing else is checked.
struct ImageStructure {
    var header: ImageHeader
    var segments: [ImageSegment]
    /// The kind of a program that has nothing in mapped flash.
    private var kindInRAM = FileKind.bootloader

    /// The offset of the checksum byte: the last byte of the 16-byte line that follows the segments.
    var checksumOffset: Int {
        (segments.last?.end ?? ImageHeader.size) | 15
    }

    /// The offset of the appended hash; `nil` without one.
    var hashOffset: Int? {
        header.hasAppendedHash ? checksumOffset + 1 : nil
    }

    /// The offset of the first byte after the image.
    var end: Int {
        checksumOffset + 1 + (header.hasAppendedHash ? Self.hashSize : 0)
    }

    static let hashSize = 32

    /// Walks through the image at the start of `bytes`.
    /// - Throws: `notAnApplication` without the magic byte, `truncated`, `badHeader`, `badSegment`.
    init(_ bytes: [UInt8]) throws(ImageError) {
        guard bytes.first == ImageHeader.magic else { throw .unknown(bytes) }
        guard let header = ImageHeader(bytes) else {
            throw .truncated(
                .application,
                fileSize: bytes.count,
                missing: Self.leastSize(segments: 1) - bytes.count,
                isLeast: true
            )
        }
        guard bytes[23] <= 1 else {
            throw .badHeader(
                fileSize: bytes.count,
                offset: 23,
                field: "the flag for an appended hash",
                expected: "0 or 1",
                found: bytes[23].hexadecimal()
            )
        }
        guard (1...ImageHeader.segmentLimit).contains(Int(header.segmentCount)) else {
            throw .badHeader(
                fileSize: bytes.count,
                offset: 1,
                field: "the number of segments",
                expected: "1 to 16",
                found: "\(header.segmentCount)"
            )
        }
        self.header = header
        segments = []
        for index in 0..<Int(header.segmentCount) {
            segments.append(try segment(index, of: bytes))
        }
        if kind != .application, !isBootloader(bytes) { kindInRAM = .ramProgram }
        guard end <= bytes.count else {
            throw .truncated(kind, fileSize: bytes.count, missing: end - bytes.count)
        }
    }

    /// The checksum that should be in the image.
    func checksum(of bytes: [UInt8]) -> UInt8 {
        segments.reduce(0xEF) { $0 ^ bytes.xor(over: $1.dataOffset..<$1.end) }
    }

    /// The hash that should be in the image.
    func hash(of bytes: [UInt8]) -> [UInt8] {
        Digest.sha256(bytes[...checksumOffset])
    }

    /// The kind of image, from the first segment: an application starts with data that is mapped from flash.
    var kind: FileKind {
        guard let chip = Chip(imageID: header.chipID), let first = segments.first else { return .application }
        return chip.mapsFlash(at: first.loadAddress) || segments.contains { chip.mapsFlash(at: $0.loadAddress) }
            ? .application : kindInRAM
    }

    /// Whether a program in RAM is a bootloader: its descriptor or its messages say so, or it uses the RAM below the ROM's
    /// that only bootloaders of the ESP32 use (ESP-IDF 5.1.3 `bootloader.ld`).
    private func isBootloader(_ bytes: [UInt8]) -> Bool {
        if let first = segments.first, first.end <= bytes.count,
            BootloaderDescriptor(bytes[first.dataOffset..<first.end]) != nil
        {
            return true
        }
        let name = Array("bootloader".utf8)
        return segments.contains { segment in
            let isInLoaderRAM =
                (0x4007_8000..<0x4008_0000).contains(segment.loadAddress)
                || (0x3FFF_0000..<0x4000_0000).contains(segment.loadAddress)
            return isInLoaderRAM && header.chipID == Chip.esp32.imageID
                || !bytes.offsets(of: name, in: segment.dataOffset..<segment.end).isEmpty
        }
    }

    private func segment(_ index: Int, of bytes: [UInt8]) throws(ImageError) -> ImageSegment {
        let offset = segments.last?.end ?? ImageHeader.size
        let isLast = index == Int(header.segmentCount) - 1
        // The bytes that must follow even if the other segments are empty.
        let leastRest = (Int(header.segmentCount) - 1 - index) * ImageSegment.headerSize
        guard let address = bytes.littleEndian32(at: offset), let size = bytes.littleEndian32(at: offset + 4) else {
            let least = leastEnd(of: offset + ImageSegment.headerSize + leastRest)
            throw .truncated(kind, fileSize: bytes.count, missing: least - bytes.count, isLeast: true)
        }
        guard size.isMultiple(of: 4), size < ImageSegment.sizeLimit else {
            throw .badSegment(
                fileSize: bytes.count,
                index: index,
                offset: offset + 4,
                fault: "its size",
                expected: "a multiple of 4 below 16 MiB",
                found: size.hexadecimal()
            )
        }
        let segment = ImageSegment(
            loadAddress: address,
            dataOffset: offset + ImageSegment.headerSize,
            size: Int(size)
        )
        guard segment.end <= bytes.count else {
            var known = self
            known.segments.append(segment)
            let least = leastEnd(of: segment.end + leastRest)
            throw .truncated(known.kind, fileSize: bytes.count, missing: least - bytes.count, isLeast: !isLast)
        }
        return segment
    }

    private func leastEnd(of segmentsEnd: Int) -> Int {
        (segmentsEnd | 15) + 1 + (header.hasAppendedHash ? Self.hashSize : 0)
    }

    private static func leastSize(segments: Int) -> Int {
        (ImageHeader.size + segments * ImageSegment.headerSize | 15) + 1
    }
}
