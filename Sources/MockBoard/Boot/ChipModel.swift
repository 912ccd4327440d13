public import ESPImage

/// What a board's code knows of the chip it runs on: the device's own facts, kept apart from those that a host checks with.
///
/// Sources: ESP-IDF 5.1.3 `soc.h`, `bootloader.ld` and `sdkconfig` defaults of each chip; what the ROMs print.
public struct ChipModel: Sendable, Hashable {
    /// ESP-IDF's name of the chip, as in `boot.esp32c3`.
    public let target: String
    /// The name that people write: `ESP32-C3`.
    public let name: String
    /// The number in the header of the chip's images.
    public let imageID: UInt16
    /// How many processor cores the firmware uses.
    public let cores: Int
    /// Where the bootloader stands in flash.
    public let bootloaderOffset: Int
    /// The revision that boards are sold with today, major * 100 + minor.
    public let usualRevision: Int
    /// The lowest and highest revision that ESP-IDF builds for.
    public let builtRevisions: ClosedRange<Int>
    /// Whether the pages of the flash cache are smaller where the flash is small.
    private let mmuPageFollowsFlashSize: Bool
    /// How many bits the chip has for the secure version.
    public let secureVersionBits: Int
    /// What lies where in the address space.
    var memory: ChipMemory
    /// What the ROM prints.
    let rom: ROMText
    /// What `heap_init` reports of the memory that is left.
    let heap: [String]

    /// Finds a chip by either of its names, in any case.
    public init?(named name: some StringProtocol) {
        let name = name.lowercased().filter { $0 != "-" }
        guard let chip = Self.all.first(where: { $0.target == name }) else { return nil }
        self = chip
    }

    /// Finds what a board knows of a chip; `nil` for one that NodeMCU does not run on.
    public init?(_ chip: Chip) {
        self.init(named: chip.rawValue)
    }

    /// Finds a chip by the number in an image's header.
    public init?(imageID: UInt16) {
        guard let chip = Self.all.first(where: { $0.imageID == imageID }) else { return nil }
        self = chip
    }

    /// The size of a page of the flash cache, in bytes: a mapped segment stands at the same place of its page in flash as
    /// in the address space.
    ///
    /// Source: ESP-IDF 5.1.3 `soc/Kconfig`, `MMU_PAGE_SIZE`.
    public func mmuPage(flashSize: Int) -> UInt32 {
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
    /// Whether its processor is an Xtensa; the others are RISC-V.
    var isXtensa: Bool { ["esp32", "esp32s2", "esp32s3"].contains(target) }

    /// How fast the firmware runs the processor.
    var processorHertz: Int {
        switch target {
        case "esp32c2": 120_000_000
        case "esp32h2": 96_000_000
        default: 160_000_000
        }
    }

    /// How fast it runs the flash, in the bootloader's words.
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
