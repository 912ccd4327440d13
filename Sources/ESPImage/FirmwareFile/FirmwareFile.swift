/// Files that somebody wants to put on a board.
package enum FirmwareFile {
    /// Identifies a file and decides whether it can be written to a slot.
    ///
    /// Never fails: a defect of the file is part of the result. Whether its chip and size fit a certain board is not
    /// checked here.
    package static func inspect(_ bytes: [UInt8]) -> Inspection {
        do throws(ImageError) {
            return Inspection(bytes, verdict: .accepted(try image(bytes)))
        } catch {
            return Inspection(bytes, verdict: .refused(error))
        }
    }

    private static func image(_ bytes: [UInt8]) throws(ImageError) -> AppImage {
        if FileSignatures.isESP8266(bytes) { throw .notAnApplication(.esp8266, fileSize: bytes.count) }
        if bytes.first == ImageHeader.magic {
            try refuseMergedFlash(bytes)
            return try AppImage(bytes)
        }
        if bytes.isEmpty { throw .empty() }
        let kind = FileSignatures.kind(of: bytes)
        // Flash contents may also start with the table.
        if kind == nil || kind == .partitionTable, let merged = MergedFlash(bytes),
            kind == nil || !merged.apps.isEmpty
        {
            throw .mergedFlash(merged, fileSize: bytes.count)
        }
        if let kind { throw .notAnApplication(kind, fileSize: bytes.count) }
        try refusePaddedBootloader(bytes)
        throw .unknown(bytes)
    }

    /// Finds flash contents of chips whose bootloader is at offset 0: a device would mistake such a file for an
    /// application and then fail to start it.
    private static func refuseMergedFlash(_ bytes: [UInt8]) throws(ImageError) {
        guard let merged = MergedFlash(bytes) else { return }
        throw .mergedFlash(merged, fileSize: bytes.count)
    }

    /// Finds a bootloader after the FF bytes that precede it in the flash of some chips.
    private static func refusePaddedBootloader(_ bytes: [UInt8]) throws(ImageError) {
        let start = bytes.runLength(of: 0xFF)
        guard [0x1000, 0x2000].contains(start), let program = try? ImageStructure(Array(bytes[start...])),
            let chip = Chip(imageID: program.header.chipID), program.kind == .bootloader
        else { return }
        let descriptor = BootloaderDescriptor(bytes.dropFirst(start + AppDescriptor.fileOffset))
        throw .bootloader(fileSize: bytes.count, chip: chip, descriptor: descriptor)
    }
}

extension FirmwareFile {
    /// Whether a file can be written to a slot.
    package enum Verdict: Sendable, Hashable {
        /// It is a complete application image.
        case accepted(AppImage)
        /// It cannot, with the reason.
        case refused(ImageError)
    }

    /// What is known about a file.
    package struct Inspection: Sendable, Hashable {
        /// Whether it can be written to a slot.
        package let verdict: Verdict
        /// How many bytes it has.
        package let size: Int
        /// The SHA-256 of the complete file: 32 bytes.
        package let sha256: [UInt8]

        init(_ bytes: [UInt8], verdict: Verdict) {
            self.verdict = verdict
            size = bytes.count
            if case .accepted(let image) = verdict {
                sha256 = image.sha256
            } else {
                sha256 = Digest.sha256(bytes)
            }
        }

        /// What the file is.
        package var kind: FileKind {
            switch verdict {
            case .accepted: .application
            case .refused(let error): error.kind
            }
        }

        /// The image; `nil` if the file is refused.
        package var image: AppImage? {
            if case .accepted(let image) = verdict { image } else { nil }
        }

        /// Why the file is refused; `nil` if it is not.
        package var error: ImageError? {
            if case .refused(let error) = verdict { error } else { nil }
        }
    }
}
