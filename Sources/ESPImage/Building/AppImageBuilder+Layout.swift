extension AppImageBuilder {
    /// The segments of an application as ESP-IDF lays them out: data in flash, data in RAM, code in flash, code in RAM.
    struct Layout {
        var segments: [(address: UInt32, size: Int)]

        /// Divides `dataSize` bytes, a multiple of 4.
        /// - Parameter leastData: the minimum size of the data in flash in bytes, a multiple of 4.
        /// - Returns: `nil` if nothing would be left for the rest.
        init?(chip: Chip, dataSize: Int, leastData: Int) {
            let flashData = max(AppDescriptor.size, leastData, dataSize / 4 & ~3)
            let ramData = min(dataSize / 64 & ~3, 0x4000)
            let ramCode = min(dataSize / 16 & ~3, 0x10000)
            let flashCode = dataSize - flashData - ramData - ramCode
            guard flashCode > 0 else { return nil }

            let dataAddress = chip.dataWindow.lowerBound + UInt32(AppDescriptor.fileOffset)
            let codeOffset =
                ImageHeader.size + 3 * ImageSegment.headerSize + flashData + ramData
            // If one window serves both, code gets pages of its own.
            let pagesBefore = chip.dataWindow == chip.codeWindow ? flashData / Self.page + 2 : 0
            let codeAddress =
                chip.codeWindow.lowerBound + UInt32(pagesBefore * Self.page) + UInt32(codeOffset % Self.page)
            segments = [
                (dataAddress, flashData), (chip.dataRAM, ramData), (codeAddress, flashCode),
                (chip.instructionRAM, ramCode),
            ]
        }

        /// A multiple of every chip's page sizes except the ESP32-S31's largest; the windows of that chip are large enough.
        private static let page = 0x10000
    }
}

extension Chip {
    /// Where data may be loaded to.
    var dataRAM: UInt32 {
        switch self {
        case .esp32: 0x3FFB_0000
        case .esp32s2: 0x3FFC_0000
        case .esp32s3: 0x3FC9_0000
        case .esp32c3: 0x3FC8_C000
        case .esp32c2: 0x3FCA_8000
        case .esp32c5, .esp32c6, .esp32c61, .esp32h2, .esp32h21: 0x4081_0000
        case .esp32h4: 0x4082_0000
        case .esp32p4: 0x4FF4_0000
        case .esp32s31: 0x2F02_0000
        case .esp32e22: 0x3102_0000
        }
    }

    /// Where code may be loaded to.
    var instructionRAM: UInt32 {
        switch self {
        case .esp32: 0x4008_0000
        case .esp32s2: 0x4002_8000
        case .esp32s3: 0x4037_8000
        case .esp32c2, .esp32c3: 0x4038_0000
        case .esp32c5, .esp32c6, .esp32c61, .esp32h2, .esp32h21: 0x4080_0000
        case .esp32h4: 0x4081_0000
        case .esp32p4: 0x4FF0_0000
        case .esp32s31: 0x2F00_0000
        case .esp32e22: 0x3100_0000
        }
    }
}
