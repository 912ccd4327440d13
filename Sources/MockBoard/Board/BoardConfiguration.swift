public import ESPImage
public import TransportCore

/// Everything that makes one mock board differ from another.
public struct BoardConfiguration: Sendable {
    /// The firmware line.
    public var line = FirmwareLine.idf5
    /// The Lua version.
    public var lua = LuaRelease.lua53
    /// The chip.
    public var chip = ChipModel.esp32
    /// What carries the console.
    public var console = ConsoleKind.uart
    /// The line rate that the firmware was built for.
    public var baud = 115_200
    /// The highest line rate that cable and adapter carry; anything faster arrives as garbage.
    public var highestBaud = Int.max
    /// The partition table of a new flash.
    public var partitions = PartitionTable.nodeMCUDocumentation
    /// The firmware of a new flash: an application image.
    public var firmware: [UInt8]
    /// The size of a new flash, in bytes.
    public var flashSize = 0x40_0000
    /// The file that holds the flash; `nil` keeps it in memory.
    public var flashFile: String?
    /// Whether the bootloader gives up firmware that was not accepted.
    public var bootloaderRollsBack = false
    /// Whether the firmware was built for it.
    public var applicationRollsBack = false
    /// The secure version that is burnt into the chip, where bootloader and firmware were built for anti-rollback; `nil`
    /// for a build without it.
    ///
    /// Anti-rollback is a part of rollback, so it wants `bootloaderRollsBack` and `applicationRollsBack`, and a table
    /// without a factory slot (`ESP-IDF 5.1.3 bootloader/Kconfig.projbuild`).
    public var secureVersion: UInt32?
    /// Why the board starts the first time.
    public var firstReset = ResetReason.powerOn
    /// Whether a USB console that comes back has another address, as a port that somebody still holds open gets another
    /// number (`ttyACM0`, `ttyACM1`); always so on a pseudo terminal.
    public var consoleChangesAddress = false
    /// How DTR and RTS reach the chip; `nil` for a console without modem lines, as a pseudo terminal is.
    public var resetCircuit: ResetCircuit?
    /// Whether somebody presses the boot button while the board gets power for the first time: its ROM waits for a
    /// download.
    public var startsInDownloadMode = false
    /// The content of `init.lua`.
    public var initLua: [UInt8]?
    /// Whether the firmware has `otaupgrade`.
    public var hasOTAUpgrade = true
    /// Whether the firmware has `encoder`, which no line is built with by default (`nodemcu-firmware
    /// components/modules/Kconfig`).
    public var hasEncoder = false
    /// Whether `node` has `osoutput` on the `idf3` line: builds from before January 2021 lack it, and no other line has it
    /// (`nodemcu-firmware dev-esp32-idf3-final node.c`, 83036618).
    public var hasOSOutput = true
    /// Whether what the firmware prints goes out with CR LF for each LF, as in builds of the newer lines with an old
    /// `sdkconfig`; the `idf3` and `idf4` lines do so always (ESP-IDF `CONFIG_NEWLIB_STDOUT_LINE_ENDING`).
    public var sendsCarriageReturns = false
    /// Whether the firmware takes each CR from the host for LF, as builds of the newer lines with an old `sdkconfig` do,
    /// in raw data as well (ESP-IDF `CONFIG_NEWLIB_STDIN_LINE_ENDING`).
    public var takesCarriageReturnForNewline = false
    /// What the console and the processor cost.
    public var timing = ConsoleTiming()
    /// How long coming up takes.
    public var boot = BootTiming()
    /// What goes wrong.
    public var faults = FaultSchedule.none

    /// A board with this firmware, and the usual rest.
    public init(firmware: [UInt8]) {
        self.firmware = firmware
    }
}

extension BoardConfiguration {
    /// What ends a line of output.
    var newline: String { sendsCarriageReturns ? "\r\n" : line.newline }

    var bootloader: BootloaderSettings {
        BootloaderSettings(rollback: bootloaderRollsBack, antiRollback: secureVersion != nil)
    }

    var application: ApplicationSettings {
        ApplicationSettings(rollback: applicationRollsBack, antiRollback: secureVersion != nil)
    }
}
