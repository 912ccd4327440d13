/// The regions of a chip's address space that the bootloader checks before it loads a segment.
///
/// Sources: ESP-IDF 5.1.3 `soc.h`, `esp_memory_utils.h` and `bootloader.ld` of each chip.
struct ChipMemory: Sendable, Hashable {
    /// Flash, mapped for instructions.
    let irom: Range<UInt32>
    /// Flash, mapped for data; the same as `irom` on chips with one window for both.
    let drom: Range<UInt32>
    /// RAM, mapped for data.
    let dram: Range<UInt32>
    /// RAM, mapped for instructions.
    let iram: Range<UInt32>
    /// RAM that survives deep sleep.
    let rtc: [Range<UInt32>]
    /// The part of `dram` that is mapped in `iram` as well, and its address there.
    let sharedAsData: Range<UInt32>
    let sharedAsInstructions: Range<UInt32>
    /// Whether the shared part is mapped in reverse order in `iram`.
    var sharedIsInverted = false
    /// The end of the ROM's stack, on which the bootloader runs.
    var romStackEnd: UInt32
    /// The bootloader's variables.
    var bootloaderData: Range<UInt32>
    /// The code in the bootloader that loads segments.
    var bootloaderLoader: Range<UInt32>

    /// The stack pointer while the bootloader loads; an estimate of its own stack usage.
    var bootloaderStackPointer: UInt32 { romStackEnd - 0x500 }

    /// Whether a segment for that address is used in place, through the flash cache.
    func isMapped(_ address: UInt32) -> Bool {
        irom.contains(address) || drom.contains(address)
    }

    /// Whether an address is in RAM that survives deep sleep.
    func isRTC(_ address: UInt32) -> Bool {
        rtc.contains { $0.contains(address) }
    }
}

extension ChipModel {
    /// The chip with a bootloader that overlaps every possible segment: no image boots, and the error is a real one.
    var withBootloaderEverywhere: ChipModel {
        var chip = self
        chip.memory.romStackEnd = memory.dram.lowerBound + 0x8500
        chip.memory.bootloaderData = memory.dram
        chip.memory.bootloaderLoader = memory.iram
        return chip
    }
}
