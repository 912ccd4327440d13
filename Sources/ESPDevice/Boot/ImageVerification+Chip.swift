extension ImageVerification {
    /// ESP-IDF 4.4 and later: stops at the first error, and supports full revision numbers.
    mutating func judgeChip(_ header: ESPImageHeader) throws(ImageProblem) {
        try judgeChipID(header)
        let found = Self.revision(verifier.revision)
        var isRight = true
        if verifier.revision < header.leastFullRevision {
            let least = Self.revision(header.leastFullRevision)
            say(.error, "boot_comm", "Image requires chip rev >= \(least), but chip is \(found)")
            isRight = false
        }
        if Self.isSet(header.greatestFullRevision), verifier.revision > header.greatestFullRevision {
            let greatest = Self.revision(header.greatestFullRevision)
            say(.error, "boot_comm", "Image requires chip rev <= \(greatest), but chip is \(found)")
            isRight = false
        }
        guard isRight else { throw .chipRevision }
    }

    /// ESP-IDF 3.3: logs every error, even in silent mode, and supports major revisions only.
    mutating func judgeAsIDF3(_ header: ESPImageHeader, _ place: String) throws(ImageProblem) {
        var problem: ImageProblem?
        if header.magic != ESPImageHeader.magic {
            problem = fail(.magic, "image at 0x\(place) has invalid magic byte")
        }
        do throws(ImageProblem) { try judgeChipID(header) } catch { problem = problem ?? error }
        let revision = verifier.revision / 100
        if revision < header.leastRevision {
            say(
                .error,
                "boot_comm",
                "can't run on lower chip revision, expected \(revision), found \(header.leastRevision)"
            )
            problem = problem ?? .chipRevision
        } else if revision != header.leastRevision {
            say(
                .info,
                "boot_comm",
                "chip revision: \(revision), min. application chip revision: \(header.leastRevision)"
            )
        }
        warnOfFlashSettings(header, place)
        if let problem { throw problem }
    }

    /// ESP-IDF 5.3, every chip except ESP32: the revision of the calibration data that the application's descriptor
    /// requires.
    mutating func judgeEfuseBlock(_ data: Range<Int>) throws(ImageProblem) {
        guard verifier.release == .v5_3_2, verifier.chip.imageID != ChipModel.esp32.imageID, data.count >= 180 else {
            return
        }
        let limits = flash.read(data.lowerBound + 176..<data.lowerBound + 180)
        let (least, greatest) = (Int(limits.flashHalfword(at: 0)), Int(limits.flashHalfword(at: 2)))
        let found = Self.revision(verifier.efuseBlockRevision)
        var isRight = true
        if Self.isSet(least), verifier.efuseBlockRevision < least {
            say(.error, "boot_comm", "Image requires efuse blk rev >= \(Self.revision(least)), but chip is \(found)")
            isRight = false
        }
        if Self.isSet(greatest), verifier.efuseBlockRevision > greatest {
            say(.error, "boot_comm", "Image requires efuse blk rev <= \(Self.revision(greatest)), but chip is \(found)")
            isRight = false
        }
        guard isRight else { throw .efuseBlockRevision }
    }

    private mutating func judgeChipID(_ header: ESPImageHeader) throws(ImageProblem) {
        guard header.chipID == verifier.chip.imageID else {
            say(.error, "boot_comm", "mismatch chip ID, expected \(verifier.chip.imageID), found \(header.chipID)")
            throw .chip
        }
    }

    private mutating func warnOfFlashSettings(_ header: ESPImageHeader, _ place: String) {
        guard !isSilent else { return }
        if header.spiMode > 5 {
            say(.warning, "esp_image", "image at 0x\(place) has invalid SPI mode \(header.spiMode)")
        }
        if header.spiSize > 5 {
            say(.warning, "esp_image", "image at 0x\(place) has invalid SPI size \(header.spiSize)")
        }
    }

    private static func revision(_ number: Int) -> String {
        "v\(number / 100).\(number % 100)"
    }

    private static func isSet(_ limit: Int) -> Bool {
        limit != 0 && limit != 0xFFFF
    }
}
