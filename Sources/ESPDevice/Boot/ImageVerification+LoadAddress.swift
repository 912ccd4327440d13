extension ImageVerification {
    /// How much memory below its stack the bootloader reserves.
    private static let stackHeadroom: UInt32 = 0x8000

    /// Whether the bootloader copies a segment for that address into RAM.
    func shouldLoad(_ address: UInt32) -> Bool {
        let memory = verifier.chip.memory
        guard !memory.isMapped(address), address >= 0x1000_0000 else { return false }
        return !(verifier.wakesFromDeepSleep && memory.isRTC(address))
    }

    /// Refuses a segment that would be loaded over the bootloader or outside RAM.
    mutating func judgeLoadAddress(_ index: Int, _ address: UInt32, _ count: Int) throws(ImageProblem) {
        let (end, overflow) = address.addingReportingOverflow(UInt32(count))
        guard !overflow else { throw say(index, address, end, "bad load address range") }
        if verifier.release == .v3_3_4 {
            try judgeAsIDF3(index, address..<end)
        } else if count > 0 {
            try judge(index, address..<end, follows: true)
        }
    }

    private mutating func judge(_ index: Int, _ range: Range<UInt32>, follows: Bool) throws(ImageProblem) {
        let memory = verifier.chip.memory
        let reason: String?
        if memory.dram.contains(range.lowerBound), memory.dram.contains(range.upperBound - 1) {
            let stack = memory.bootloaderStackPointer - Self.stackHeadroom..<memory.romStackEnd
            if stack.overlaps(range) {
                reason = "overlaps bootloader stack"
            } else {
                reason = memory.bootloaderData.overlaps(range) ? "overlaps bootloader data" : nil
            }
            if reason == nil, follows, memory.sharedAsData.overlaps(range) {
                try judge(index, memory.asInstructions(range), follows: false)
            }
        } else if memory.iram.contains(range.lowerBound), memory.iram.contains(range.upperBound - 1) {
            reason = memory.bootloaderLoader.overlaps(range) ? "overlaps loader IRAM" : nil
            if reason == nil, follows, memory.sharedAsInstructions.overlaps(range) {
                try judge(index, memory.asData(range), follows: false)
            }
        } else {
            let isRTC = memory.rtc.contains { $0.contains(range.lowerBound) && $0.contains(range.upperBound - 1) }
            reason = isRTC ? nil : "bad load address range"
        }
        if let reason { throw say(index, range.lowerBound, range.upperBound, reason) }
    }

    private mutating func judgeAsIDF3(_ index: Int, _ range: Range<UInt32>) throws(ImageProblem) {
        let memory = verifier.chip.memory
        let (start, end) = (Printf.x(range.lowerBound, width: 8), Printf.x(range.upperBound, width: 8))
        if range.upperBound <= 0x3FFF_FFFC {
            let stack = memory.bootloaderStackPointer
            guard range.upperBound > stack - Self.stackHeadroom else { return }
            say(
                .error,
                "esp_image",
                "Segment \(index) end address 0x\(end) too high (bootloader stack 0x\(Printf.x(stack, width: 8)) "
                    + "limit 0x\(Printf.x(stack - Self.stackHeadroom, width: 8)))"
            )
            throw .loadAddress
        }
        guard memory.bootloaderLoader.overlaps(range) else { return }
        let loader = memory.bootloaderLoader
        say(
            .error,
            "esp_image",
            "Segment \(index) (0x\(start)-0x\(end)) overlaps bootloader IRAM "
                + "(0x\(Printf.x(loader.lowerBound, width: 8))-0x\(Printf.x(loader.upperBound, width: 8)))"
        )
        throw .loadAddress
    }

    private mutating func say(_ index: Int, _ start: UInt32, _ end: UInt32, _ reason: String) -> ImageProblem {
        let range = "0x\(Printf.x(start, width: 8))-0x\(Printf.x(end, width: 8))"
        say(.error, "esp_image", "Segment \(index) \(range) invalid: \(reason)")
        return .loadAddress
    }
}

extension ChipMemory {
    /// The address range in `iram` of the shared part of a range in `dram`.
    fileprivate func asInstructions(_ range: Range<UInt32>) -> Range<UInt32> {
        Self.moved(range, from: sharedAsData, to: sharedAsInstructions, isInverted: sharedIsInverted)
    }

    /// The address range in `dram` of the shared part of a range in `iram`.
    fileprivate func asData(_ range: Range<UInt32>) -> Range<UInt32> {
        Self.moved(range, from: sharedAsInstructions, to: sharedAsData, isInverted: sharedIsInverted)
    }

    private static func moved(
        _ range: Range<UInt32>,
        from: Range<UInt32>,
        to: Range<UInt32>,
        isInverted: Bool
    ) -> Range<UInt32> {
        let shared = range.clamped(to: from)
        let (start, end) = (shared.lowerBound - from.lowerBound, shared.upperBound - from.lowerBound)
        return isInverted
            ? to.upperBound - end..<to.upperBound - start
            : to.lowerBound + start..<to.lowerBound + end
    }
}
