extension AppImage {
    /// Parses and verifies a file that should be an application image.
    ///
    /// `FirmwareFile.inspect` does the same and also identifies other files. Padding of FF or 00 after the image is
    /// not an error, nor is a missing descriptor, a missing hash or a signature.
    /// - Throws: every `ImageError`.
    public init(_ bytes: [UInt8]) throws(ImageError) {
        guard !bytes.isEmpty else { throw .empty() }
        let structure = try ImageStructure(bytes)
        guard let chip = Chip(imageID: structure.header.chipID) else {
            throw .unknownChip(fileSize: bytes.count, id: structure.header.chipID)
        }
        guard structure.kind != .ramProgram else { throw .ramProgram(fileSize: bytes.count, chip: chip) }
        guard structure.kind == .application else {
            let descriptor = BootloaderDescriptor(bytes.dropFirst(AppDescriptor.fileOffset))
            throw .bootloader(fileSize: bytes.count, chip: chip, descriptor: descriptor)
        }
        let descriptor = structure.descriptor(in: bytes)
        try structure.checkAddresses(chip: chip, descriptor: descriptor, fileSize: bytes.count)
        try structure.checkIntegrity(of: bytes)

        var end = structure.end
        var signature: ImageSignature?
        if !bytes.isPadding(end..<bytes.count) {
            guard let found = ImageSignature.find(in: bytes, after: end) else {
                throw .trailingBytes(fileSize: bytes.count, imageEnd: end)
            }
            guard bytes.isPadding(found.end..<bytes.count) else {
                throw .bytesAfterSignature(fileSize: bytes.count, signatureEnd: found.end)
            }
            (signature, end) = (found.signature, found.end)
        }

        self.bytes = bytes
        self.chip = chip
        self.descriptor = descriptor
        self.signature = signature
        header = structure.header
        segments = structure.segments
        checksum = bytes[structure.checksumOffset]
        checksumOffset = structure.checksumOffset
        appendedHash = structure.hashOffset.map { Array(bytes[$0..<$0 + ImageStructure.hashSize]) }
        imageSize = structure.end
        paddingSize = bytes.count - end
        sha256 = Digest.sha256(bytes)
        modules = LuaModules(in: MappedImage(bytes, segments: structure.segments))
    }
}

extension ImageStructure {
    func descriptor(in bytes: [UInt8]) -> AppDescriptor? {
        guard let first = segments.first, first.size >= AppDescriptor.size else { return nil }
        return AppDescriptor(bytes[first.dataOffset..<first.end])
    }

    /// Checks where the segments are loaded, as the device does: data that is mapped from flash must have the same offset
    /// in a page of the cache as in the file, since a slot starts at a page.
    fileprivate func checkAddresses(
        chip: Chip,
        descriptor: AppDescriptor?,
        fileSize: Int
    ) throws(ImageError) {
        if let first = segments.first, !chip.mapsFlash(at: first.loadAddress) {
            throw .badSegment(
                fileSize: fileSize,
                index: 0,
                offset: first.headerOffset,
                fault: "its address",
                expected: "what the \(chip.displayName) maps from flash",
                found: first.loadAddress.hexadecimal(digits: 8)
            )
        }
        // On some chips the build chooses the page size; images state it since ESP-IDF 5.4. If it is unknown, only the
        // smallest page size can be required.
        let told = descriptor?.flashPageSize.flatMap { chip.flashPageSizes.contains($0) ? $0 : nil }
        let page = told ?? chip.flashPageSizes.min() ?? 1
        for (index, segment) in segments.enumerated() where chip.mapsFlash(at: segment.loadAddress) {
            let (inFile, inMemory) = (segment.dataOffset % page, Int(segment.loadAddress) % page)
            guard inFile == inMemory else {
                throw .badSegment(
                    fileSize: fileSize,
                    index: index,
                    offset: segment.headerOffset,
                    fault: "the place of its address \(segment.loadAddress.hexadecimal(digits: 8)) in a page of "
                        + "\(page.hexadecimal())",
                    expected: inFile.hexadecimal(),
                    found: inMemory.hexadecimal()
                )
            }
        }
    }

    fileprivate func checkIntegrity(of bytes: [UInt8]) throws(ImageError) {
        let checksum = checksum(of: bytes)
        guard bytes[checksumOffset] == checksum else {
            throw .checksumMismatch(
                fileSize: bytes.count,
                offset: checksumOffset,
                expected: checksum,
                found: bytes[checksumOffset]
            )
        }
        guard let hashOffset else { return }
        let hash = hash(of: bytes)
        let found = Array(bytes[hashOffset..<hashOffset + Self.hashSize])
        guard found == hash else {
            throw .hashMismatch(fileSize: bytes.count, offset: hashOffset, expected: hash, found: found)
        }
    }
}
