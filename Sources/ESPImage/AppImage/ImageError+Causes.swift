/// All the wording of refusals, by cause.
extension ImageError {
    private static let fetchAgain = "Copy or download the file again, or build it again."

    static func empty() -> ImageError {
        ImageError(code: .empty, kind: .empty, message: "The file is empty.", nextStep: fetchAgain, fileSize: 0)
    }

    static func truncated(_ kind: FileKind, fileSize: Int, missing: Int, isLeast: Bool = false) -> ImageError {
        let amount = (isLeast ? "at least " : "") + "\(missing) bytes"
        var error = ImageError(
            code: .truncated,
            kind: kind,
            message: "\(kind.phrase.capitalizedFirst) was cut off: it has \(fileSize) bytes, \(amount) are missing.",
            nextStep: fetchAgain,
            fileSize: fileSize
        )
        error.offset = fileSize
        error.expected = (isLeast ? "at least " : "") + "\(fileSize + missing) bytes"
        error.found = "\(fileSize) bytes"
        error.missingBytes = missing
        error.missingIsLeast = isLeast
        return error
    }

    static func badHeader(
        fileSize: Int,
        offset: Int,
        field: String,
        expected: String,
        found: String
    ) -> ImageError {
        var error = ImageError(
            code: .badHeader,
            kind: .application,
            message: "The image's header is damaged: \(field) is \(found), not \(expected).",
            nextStep: fetchAgain,
            fileSize: fileSize
        )
        (error.offset, error.expected, error.found) = (offset, expected, found)
        return error
    }

    static func unknownChip(fileSize: Int, id: UInt16) -> ImageError {
        let guess = id == 0x000A ? " (early samples of the ESP32-H2)" : ""
        var error = ImageError(
            code: .unknownChip,
            kind: .application,
            message: "The image is built for an unknown chip: id \(id.hexadecimal(digits: 4))\(guess).",
            nextStep: "Build the firmware for the board's chip.",
            fileSize: fileSize
        )
        (error.offset, error.found) = (12, id.hexadecimal(digits: 4))
        return error
    }

    static func badSegment(
        fileSize: Int,
        index: Int,
        offset: Int,
        fault: String,
        expected: String,
        found: String
    ) -> ImageError {
        var error = ImageError(
            code: .badSegment,
            kind: .application,
            message: "Segment \(index) of the image is damaged: \(fault) is \(found), not \(expected).",
            nextStep: fetchAgain,
            fileSize: fileSize
        )
        (error.offset, error.expected, error.found) = (offset, expected, found)
        return error
    }

    static func checksumMismatch(fileSize: Int, offset: Int, expected: UInt8, found: UInt8) -> ImageError {
        let (expected, found) = (expected.hexadecimal(digits: 2), found.hexadecimal(digits: 2))
        var error = ImageError(
            code: .checksumMismatch,
            kind: .application,
            message: "The image is damaged: its checksum should be \(expected) and is \(found).",
            nextStep: fetchAgain,
            fileSize: fileSize
        )
        (error.offset, error.expected, error.found) = (offset, expected, found)
        return error
    }

    static func hashMismatch(fileSize: Int, offset: Int, expected: [UInt8], found: [UInt8]) -> ImageError {
        let (expected, found) = (expected.hexadecimal, found.hexadecimal)
        var error = ImageError(
            code: .hashMismatch,
            kind: .application,
            message: "The image is damaged: its SHA-256 should be \(expected) and is \(found).",
            nextStep: fetchAgain,
            fileSize: fileSize
        )
        (error.offset, error.expected, error.found) = (offset, expected, found)
        return error
    }

    static func trailingBytes(fileSize: Int, imageEnd: Int) -> ImageError {
        var error = ImageError(
            code: .trailingBytes,
            kind: .application,
            message: "The image ends after \(imageEnd) bytes, but \(fileSize - imageEnd) more follow that are neither "
                + "padding nor a signature.",
            nextStep: "Find out what was appended; the image alone is its first \(imageEnd) bytes.",
            fileSize: fileSize
        )
        error.offset = imageEnd
        error.expected = "\(imageEnd) bytes"
        error.found = "\(fileSize) bytes"
        return error
    }

    static func bytesAfterSignature(fileSize: Int, signatureEnd: Int) -> ImageError {
        var error = ImageError(
            code: .trailingBytes,
            kind: .application,
            message:
                "The image and its signature end after \(signatureEnd) bytes, but \(fileSize - signatureEnd) more follow "
                + "that are not padding.",
            nextStep: "Take the signed image from the build again. Cutting this file could damage its signature.",
            fileSize: fileSize
        )
        error.offset = signatureEnd
        error.expected = "\(signatureEnd) bytes"
        error.found = "\(fileSize) bytes"
        return error
    }

    static func bootloader(fileSize: Int, chip: Chip, descriptor: BootloaderDescriptor?) -> ImageError {
        let origin = descriptor.map { ", built with ESP-IDF \($0.idfVersion)" } ?? ""
        return notAnApplication(
            .bootloader,
            fileSize: fileSize,
            detail: "This is a bootloader for the \(chip.displayName)\(origin). A slot takes an application: a board "
                + "would accept this file and then fail to start it."
        )
    }

    static func ramProgram(fileSize: Int, chip: Chip) -> ImageError {
        notAnApplication(
            .ramProgram,
            fileSize: fileSize,
            detail:
                "This is a program for the \(chip.displayName) that runs from RAM. A slot takes an application: a board "
                + "would accept this file and then fail to start it."
        )
    }

    static func mergedFlash(_ merged: MergedFlash, fileSize: Int) -> ImageError {
        let parts = [merged.hasBootloader ? "a bootloader" : nil, merged.hasTable ? "a partition table" : nil]
        let apps =
            merged.apps.isEmpty
            ? "no complete application"
            : merged.apps.count == 1 ? "an application" : "\(merged.apps.count) applications"
        var error = notAnApplication(
            .mergedFlash,
            fileSize: fileSize,
            detail: "This is a merged flash image with "
                + (parts.compactMap(\.self) + [apps]).formatted(lastWith: "and") + "."
        )
        guard let app = merged.selected else { return error }
        let end = app.offset + app.size
        let others = merged.apps.filter { !$0.isSelected }
        error.message +=
            (others.isEmpty ? " The application" : " The one that would start is \(app.name): it")
            + " is at \(app.offset.hexadecimal()) of the file, \(app.size) bytes\(app.versionText)."
        for other in others {
            error.message +=
                " \(other.name) is at \(other.offset.hexadecimal()), \(other.size) bytes\(other.versionText)."
        }
        error.nextStep =
            "Use the application alone, from the build or cut out: head -c \(end) FILE | tail -c \(app.size) > app.bin"
        error.offset = app.offset
        error.containedApp = app
        error.containedApps = merged.apps
        return error
    }

    static func notAnApplication(_ kind: FileKind, fileSize: Int, detail: String? = nil) -> ImageError {
        ImageError(
            code: .notAnApplication,
            kind: kind,
            message: detail ?? Self.message(for: kind),
            nextStep: advice(for: kind),
            fileSize: fileSize
        )
    }

    /// A file of an unknown kind: shows its first bytes.
    static func unknown(_ bytes: [UInt8]) -> ImageError {
        let start = bytes.prefix(4).hexadecimal
        var error = notAnApplication(
            .unknown,
            fileSize: bytes.count,
            detail: "This is neither an application image nor any other known kind of file: it starts with "
                + "\(start), an image with e9."
        )
        (error.offset, error.expected, error.found) = (0, "e9", String(start.prefix(2)))
        return error
    }

    private static func message(for kind: FileKind) -> String {
        kind == .esp8266
            ? "This is an ESP8266 image. It does not run on a board with a chip of the ESP32 family."
            : "This is \(kind.phrase), not an application image."
    }

    private static func advice(for kind: FileKind) -> String {
        switch kind {
        case .bootloader, .ramProgram, .partitionTable, .otaData, .erasedFlash, .mergedFlash:
            "Use the application image; a NodeMCU build writes it to build/NodeMCU.bin or build/nodemcu.bin."
        case .elf: "Use the .bin file that the build wrote next to it, or make it: esptool elf2image FILE"
        case .uf2, .intelHex: "Use the .bin file of the same build."
        case .esp8266:
            "For a board of the ESP32 family, build NodeMCU's branch dev-esp32. An ESP8266 board is flashed over USB: esptool write-flash 0 FILE"
        case .spiffs: "Files go to a board over its console or with esptool, not into an OTA slot."
        case .luaFlashStore: "It is loaded with node.LFS.reload or node.flashreload on the board, not into an OTA slot."
        case .luaBytecode: "Lua files go to a board's file system, not into an OTA slot."
        case .gzip, .zip, .tar: "Unpack it and use the .bin file in it."
        case .html: "The download went wrong: open the address in a browser, and take the link to the file itself."
        case .gitLFSPointer: "Fetch the file that it stands for: git lfs pull"
        default: "Use the .bin file that the firmware's build made."
        }
    }
}

extension ContainedApp {
    fileprivate var versionText: String { version.map { ", version \($0)" } ?? "" }
}

extension [String] {
    /// The items as a list in a sentence.
    fileprivate func formatted(lastWith word: String) -> String {
        guard let last, count > 1 else { return first ?? "" }
        return dropLast().joined(separator: ", ") + " \(word) " + last
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
