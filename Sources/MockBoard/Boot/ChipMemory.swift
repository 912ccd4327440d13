/// The parts of a chip's address space that the bootloader asks about before it loads a segment.
///
/// Sources: ESP-IDF 5.1.3 `soc.h`, `esp_memory_utils.h` and `bootloader.ld` of each chip.
struct ChipMemory: Sendable, Hashable {
    /// Flash as instructions.
    let irom: Range<UInt32>
    /// Flash as data; the same as `irom` on chips with one window for both.
    let drom: Range<UInt32>
    /// Memory as data.
    let dram: Range<UInt32>
    /// Memory as instructions.
    let iram: Range<UInt32>
    /// Memory that lives through deep sleep.
    let rtc: [Range<UInt32>]
    /// The part of `dram` that is in `iram` as well, and where it is there.
    let sharedAsData: Range<UInt32>
    let sharedAsInstructions: Range<UInt32>
    /// Whether the shared part runs backwards in `iram`.
    var sharedIsInverted = false
    /// The end of the ROM's stack, on which the bootloader runs.
    var romStackEnd: UInt32
    /// The bootloader's variables.
    var bootloaderData: Range<UInt32>
    /// The part of the bootloader that loads segments.
    var bootloaderLoader: Range<UInt32>

    /// Where the stack pointer stands while the bootloader loads; a guess of what it uses itself.
    var bootloaderStackPointer: UInt32 { romStackEnd - 0x500 }

    /// Whether a segment for that address is used where it lies, through the flash cache.
    func isMapped(_ address: UInt32) -> Bool {
        irom.contains(address) || drom.contains(address)
    }

    /// Whether an address lies in memory that lives through deep sleep.
    func isRTC(_ address: UInt32) -> Bool {
        rtc.contains { $0.contains(address) }
    }
}

extension ChipModel {
    /// The chip with a bootloader that lies wherever a segment could be loaded: no image boots, and the complaint is real.
    var withBootloaderEverywhere: ChipModel {
        var chip = self
        chip.memory.romStackEnd = memory.dram.lowerBound + 0x8500
        chip.memory.bootloaderData = memory.dram
        chip.memory.bootloaderLoader = memory.iram
        return chip
    }
}
