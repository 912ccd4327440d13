/// One run of `ImageVerifier`: reads the image and records its output and the bytes that it read.
struct ImageVerification {
    private static let sixteenMegabytes = 0x100_0000
    private static let segmentLimit = 16
    private static let segmentHeaderSize = 8
    private static let hashSize = 32

    let verifier: ImageVerifier
    private(set) var steps: [DeviceStep] = []
    private let partition: Range<Int>
    let flash: FlashChip
    let isSilent: Bool
    /// The end of the verified part.
    private var end: Int
    private var checkWord: UInt32 = 0xEF

    init(_ verifier: ImageVerifier, _ partition: Range<Int>, _ flash: FlashChip, _ isSilent: Bool) {
        self.verifier = verifier
        self.partition = partition
        self.flash = flash
        self.isSilent = isSilent
        end = partition.lowerBound
    }

    mutating func run() -> ImageProblem? {
        do throws(ImageProblem) {
            guard partition.count <= Self.sixteenMegabytes else {
                throw fail(
                    .partitionTooLarge,
                    "partition size 0x\(Printf.x(partition.count)) invalid, larger than 16MB"
                )
            }
            let header = try readHeader()
            for index in 0..<header.segmentCount { try segment(index) }
            try checksum()
            try length(header)
            try hash(header)
            return nil
        } catch {
            return error
        }
    }

    /// Records a line that is printed even in silent mode.
    mutating func say(_ level: ESPLogLine.Level, _ tag: String, _ text: String) {
        steps.append(.log(ESPLogLine(level, tag, text)))
    }

    /// Records an error of `esp_image`, which is printed unless in silent mode.
    mutating func fail(_ problem: ImageProblem, _ text: String) -> ImageProblem {
        if !isSilent { say(.error, "esp_image", text) }
        return problem
    }

    // MARK: The parts of an image, in order

    private mutating func readHeader() throws(ImageProblem) -> ESPImageHeader {
        let place = Printf.x(partition.lowerBound)
        guard end + ESPImageHeader.size <= flash.size else { throw .unreadable }
        let header = ESPImageHeader(flash.read(end..<end + ESPImageHeader.size))
        if verifier.release == .v3_3_4 {
            try judgeAsIDF3(header, place)
        } else {
            guard header.magic == ESPImageHeader.magic else {
                throw fail(.magic, "image at 0x\(place) has invalid magic byte (nothing flashed here?)")
            }
            try judgeChip(header)
        }
        guard header.segmentCount <= Self.segmentLimit else {
            throw fail(
                .tooManySegments,
                "image at 0x\(place) segment count \(header.segmentCount) exceeds max \(Self.segmentLimit)"
            )
        }
        end += ESPImageHeader.size
        return header
    }

    private mutating func segment(_ index: Int) throws(ImageProblem) {
        let data = end + Self.segmentHeaderSize
        guard data <= flash.size else {
            say(.error, "esp_image", "bootloader_flash_read failed at 0x\(Printf.x(end, width: 8))")
            throw .unreadable
        }
        let header = flash.read(end..<data)
        let (address, count) = (header.flashWord(at: 0), Int(header.flashWord(at: 4)))
        guard count.isMultiple(of: 4), count < Self.sixteenMegabytes else {
            throw fail(.segmentLength, "invalid segment length 0x\(Printf.x(count))")
        }
        let page = verifier.chip.mmuPage(flashSize: flash.size)
        let isMapped = verifier.chip.memory.isMapped(address)
        guard !isMapped || UInt32(data) % page == address % page else {
            throw fail(
                .segmentPlace,
                "Segment \(index) load address 0x\(Printf.x(address, width: 8)), "
                    + "doesn't match data 0x\(Printf.x(data, width: 8))"
            )
        }
        let isLoaded = verifier.side == .bootloader && shouldLoad(address)
        if !isSilent {
            let use = isLoaded ? "load" : isMapped ? "map" : ""
            say(.info, "esp_image", segmentLine(index, at: data, for: address, count, use))
        }
        if isLoaded { try judgeLoadAddress(index, address, count) }
        try read(data..<data + count, of: index)
        end = data + count
    }

    private mutating func read(_ data: Range<Int>, of segment: Int) throws(ImageProblem) {
        guard data.upperBound <= flash.size else {
            if verifier.side == .application {
                say(.error, "bootloader_mmap", "spi_flash_mmap failed: 0x102")
            }
            let (start, count) = (Printf.x(data.lowerBound), Printf.x(data.count))
            say(.error, "esp_image", "bootloader_mmap(0x\(start), 0x\(count)) failed")
            throw .unreadable
        }
        if segment == 0 { try judgeEfuseBlock(data) }
        flash.withBytes(data) { bytes in
            for offset in stride(from: 0, to: bytes.count, by: 4) {
                checkWord ^= bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
            }
        }
        steps.append(.read(bytes: data.count))
    }

    private mutating func checksum() throws(ImageProblem) {
        let computed = UInt8(truncatingIfNeeded: checkWord ^ checkWord >> 8 ^ checkWord >> 16 ^ checkWord >> 24)
        // The checksum is the last byte of the 16-byte block at the end of the segments.
        let place = partition.lowerBound + ((end - partition.lowerBound) | 15)
        guard place < flash.size else { throw .unreadable }
        let found = flash.read(place..<place + 1).first ?? 0
        guard computed == found else {
            let text = "Checksum failed. Calculated 0x\(Printf.x(computed)) read 0x\(Printf.x(found))"
            if verifier.release == .v3_3_4 { say(.error, "esp_image", text) } else { _ = fail(.checksum, text) }
            throw .checksum
        }
        end = place + 1
    }

    private mutating func length(_ header: ESPImageHeader) throws(ImageProblem) {
        let length = end - partition.lowerBound + (header.hasHash ? Self.hashSize : 0)
        guard length <= partition.count else {
            throw fail(.tooLong, "Image length \(length) doesn't fit in partition length \(partition.count)")
        }
    }

    private mutating func hash(_ header: ESPImageHeader) throws(ImageProblem) {
        guard header.hasHash else { return }
        guard end + Self.hashSize <= flash.size else { throw .unreadable }
        let computed = flash.withBytes(partition.lowerBound..<end, ROMDigest.sha256)
        guard computed == Array(flash.read(end..<end + Self.hashSize)) else {
            say(.error, "esp_image", "Image hash failed - image is corrupt")
            throw .hash
        }
    }

    private func segmentLine(_ index: Int, at data: Int, for address: UInt32, _ count: Int, _ use: String) -> String {
        let (paddr, vaddr) = (Printf.x(data, width: 8), Printf.x(address, width: 8))
        let (hex, decimal) = (Printf.x(count, width: 5), Printf.d(count, width: 6))
        return verifier.release == .v3_3_4
            ? "segment \(index): paddr=0x\(paddr) vaddr=0x\(vaddr) size=0x\(hex) (\(decimal)) \(use)"
            : "segment \(index): paddr=\(paddr) vaddr=\(vaddr) size=\(hex)h (\(decimal)) \(use)"
    }
}
