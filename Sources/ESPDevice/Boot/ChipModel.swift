public import ESPImage

/// The board code's facts about its chip, kept separate from those that a host checks with.
///
/// Sources: ESP-IDF 5.1.3 `soc.h`, `bootloader.ld` and `sdkconfig` defaults of each chip; the output of the ROMs.
public struct ChipModel: Sendable, Hashable {
    /// ESP-IDF's target name, as in `boot.esp32c3`.
    public let target: String
    /// The product name: `ESP32-C3`.
    public let name: String
    /// The chip ID in the header of the chip's images.
    package let imageID: UInt16
    /// The number of processor cores that the firmware uses.
    package let cores: Int
    /// The flash offset of the bootloader.
    package let bootloaderOffset: Int
    /// The current production revision, major * 100 + minor.
    package let usualRevision: Int
    /// The lowest and highest revision that ESP-IDF supports.
    package let builtRevisions: ClosedRange<Int>
    /// Whether the flash cache uses smaller pages if the flash is small.
    private let mmuPageFollowsFlashSize: Bool
    /// The number of eFuse bits for the secure version.
    package let secureVersionBits: Int
    /// The layout of the address space.
    var memory: ChipMemory
    /// The text of the ROM.
    let rom: ROMText
    /// The free memory that `heap_init` reports.
    let heap: [String]

    /// Finds a chip by either of its names, ignoring case.
    public init?(named name: some StringProtocol) {
        let name = name.lowercased().filter { $0 != "-" }
        guard let chip = Self.all.first(where: { $0.target == name }) else { return nil }
        self = chip
    }

    /// Finds the model of a chip; `nil` if NodeMCU does not support it.
    public init?(_ chip: Chip) {
        self.init(named: chip.rawValue)
    }

    /// Finds a chip by the chip ID in an image's header.
    package init?(imageID: UInt16) {
        guard let chip = Self.all.first(where: { $0.imageID == imageID }) else { return nil }
        self = chip
    }

    /// The page size of the flash cache, in bytes: a mapped segment has the same offset within its page in flash and in
    /// the address space.
    ///
    /// Source: ESP-IDF 5.1.3 `soc/Kconfig`, `MMU_PAGE_SIZE`.
    package func mmuPage(flashSize: Int) -> UInt32 {
        switch flashSize {
        case ...0x10_0000 where mmuPageFollowsFlashSize: 0x4000
        case ...0x20_0000 where mmuPageFollowsFlashSize: 0x8000
        default: 0x10000
        }
    }

    init(
        target: String,
        name: String,
        imageID: UInt16,
        cores: Int = 1,
        bootloaderOffset: Int = 0,
        usualRevision: Int,
        builtRevisions: ClosedRange<Int>,
        mmuPageFollowsFlashSize: Bool = false,
        secureVersionBits: Int = 16,
        memory: ChipMemory,
        rom: ROMText,
        heap: [String]
    ) {
        self.target = target
        self.name = name
        self.imageID = imageID
        self.cores = cores
        self.bootloaderOffset = bootloaderOffset
        self.usualRevision = usualRevision
        self.builtRevisions = builtRevisions
        self.mmuPageFollowsFlashSize = mmuPageFollowsFlashSize
        self.secureVersionBits = secureVersionBits
        self.memory = memory
        self.rom = rom
        self.heap = heap
    }
}

extension ChipModel {
    /// Whether the processor is an Xtensa; the others are RISC-V.
    var isXtensa: Bool { ["esp32", "esp32s2", "esp32s3"].contains(target) }

    /// The processor's clock frequency with this firmware.
    var processorHertz: Int {
        switch target {
        case "esp32c2": 120_000_000
        case "esp32h2": 96_000_000
        default: 160_000_000
        }
    }

    /// The flash frequency, in the bootloader's format.
    var flashSpeed: String {
        switch target {
        case "esp32": "40MHz"
        case "esp32c2": "60MHz"
        case "esp32h2": "64MHz"
        default: "80MHz"
        }
    }
}

extension ChipModel: CustomStringConvertible {
    /// ESP-IDF's name.
    public var description: String { target }
}
