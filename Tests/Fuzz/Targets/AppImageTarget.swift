import ESPImage

/// Any bytes as an application image: an error of its own type, or an image whose parts are within the file and follow
/// each other without a gap, with valid check values.
public enum AppImageTarget: FuzzTarget {
    /// Its name, `app-image`.
    public static let name = "app-image"

    /// Judges the bytes unchanged, and with a valid checksum and hash, which no fuzzer guesses.
    public static func run(_ bytes: [UInt8]) throws(BrokenProperty) {
        try judge(bytes)
        try judge(repaired(bytes))
    }

    private static func judge(_ bytes: [UInt8]) throws(BrokenProperty) {
        let inspection = FirmwareFile.inspect(bytes)
        try demand(inspection.size, equals: bytes.count, "the size is wrong")
        try demand(inspection.sha256.count, equals: 32, "the hash has the wrong length")
        guard let image = inspection.image else {
            guard let error = inspection.error else { throw BrokenProperty("neither an image nor an error") }
            try demand(!error.message.isEmpty && !error.nextStep.isEmpty, "an error without a message")
            try demand(error.fileSize, equals: bytes.count, "the error reports another size")
            if let missing = error.missingBytes { try demand(missing > 0, "\(missing) bytes are missing") }
            if let app = error.containedApp {
                try demand(app.offset >= 0 && app.size > 0 && app.offset + app.size <= bytes.count, "an app outside")
            }
            return
        }
        try demand(image.bytes == bytes, "the bytes change")
        try judge(image)
        if let descriptor = image.descriptor { try judge(descriptor) }
    }

    private static func judge(_ image: AppImage) throws(BrokenProperty) {
        var end = 24
        var checksum: UInt8 = 0xEF
        for segment in image.segments {
            try demand(segment.dataOffset, equals: end + 8, "a gap before a segment")
            try demand(segment.size >= 0 && segment.end <= image.size, "a segment outside the file")
            for byte in image.bytes[segment.dataOffset..<segment.end] { checksum ^= byte }
            end = segment.end
        }
        try demand((1...16).contains(image.segments.count), "\(image.segments.count) segments")
        try demand(image.checksumOffset, equals: end | 15, "the checksum is elsewhere")
        try demand(image.checksum, equals: checksum, "the checksum is wrong")
        let hashEnd = image.checksumOffset + 1 + (image.appendedHash == nil ? 0 : 32)
        try demand(image.imageSize, equals: hashEnd, "the image has another size")
        try demand(image.imageSize + image.paddingSize <= image.size, "more padding than file")
        for remark in image.remarks { try demand(!remark.description.isEmpty, "an empty remark") }
        // The image is the same without the bytes after it.
        let bare = try? AppImage(Array(image.bytes.prefix(image.imageSize)))
        try demand(bare?.segments, equals: image.segments, "bytes after the image change it")
        try demand(bare?.signature == nil && bare?.paddingSize == 0, "a signature or padding without bytes")
    }

    private static func judge(_ descriptor: AppDescriptor) throws(BrokenProperty) {
        let again = AppDescriptor(descriptor.bytes)
        try demand(again?.elfSHA256, equals: descriptor.elfSHA256, "the hash changes")
        try demand(again?.flashPageSize, equals: descriptor.flashPageSize, "the page size changes")
        let texts = [
            (descriptor.version, again?.version, 31), (descriptor.projectName, again?.projectName, 31),
            (descriptor.idfVersion, again?.idfVersion, 31), (descriptor.date, again?.date, 15),
            (descriptor.time, again?.time, 15),
        ]
        for (text, copy, limit) in texts where text.utf8.count <= limit {
            try demand(copy, equals: text, "a text changes")
        }
    }

    /// The bytes with valid check values after the segments, as far as there is room.
    private static func repaired(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.count >= 24 else { return bytes }
        var image = bytes
        (image[0], image[1], image[23]) = (0xE9, max(1, image[1] % 17), image[23] & 1)
        var (end, checksum) = (24, UInt8(0xEF))
        for _ in 0..<image[1] {
            guard end + 8 <= image.count else { return image }
            let size = image[end + 4..<end + 8].reversed().reduce(0) { $0 << 8 | Int($1) }
            guard size <= image.count - end - 8 else { return image }
            for byte in image[end + 8..<end + 8 + size] { checksum ^= byte }
            end += 8 + size
        }
        guard end | 15 < image.count else { return image }
        image[end | 15] = checksum
        let hashEnd = (end | 15) + 33
        guard image[23] == 1, hashEnd <= image.count else { return image }
        image.replaceSubrange(hashEnd - 32..<hashEnd, with: FirmwareFile.inspect(Array(image[...(end | 15)])).sha256)
        return image
    }
}
