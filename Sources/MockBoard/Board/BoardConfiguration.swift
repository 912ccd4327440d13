public import ESPDevice
public import ESPImage
public import TransportCore

/// The configuration of a mock board.
public struct BoardConfiguration: Sendable {
    /// The firmware line.
    public var line = FirmwareLine.idf5
    /// The Lua version.
    public var lua = LuaRelease.lua53
    /// The chip.
    public var chip = ChipModel.esp32
    /// The interface of the console.
    public var console = ConsoleInterface.uart
    /// The line rate that the firmware was built for.
    public var baud = 115_200
    /// The highest line rate that the cable and the adapter support; anything faster arrives as garbage.
    public var highestBaud = Int.max
    /// The partition table of a new flash.
    public var partitions = PartitionTable.nodeMCUDocumentation
    /// The firmware of a new flash: an application image.
    public var firmware: [UInt8]
    /// The size of a new flash, in bytes.
    public var flashSize = 0x40_0000
    /// The file that holds the flash; `nil` keeps it in memory.
    public var flashFile: String?
    /// Whether the bootloader rolls back firmware that was not accepted.
    public var bootloaderRollsBack = false
    /// Whether the firmware was built with rollback.
    public var applicationRollsBack = false
    /// The secure version in the chip's eFuses, if bootloader and firmware were built with anti-rollback; `nil` for a
    /// build without it.
    ///
    /// Anti-rollback is part of rollback, so it needs `bootloaderRollsBack` and `applicationRollsBack`, and a table
    /// without a factory slot (`ESP-IDF 5.1.3 bootloader/Kconfig.projbuild`).
    public var secureVersion: UInt32?
    /// The reason for the first start.
    public var firstReset = ResetReason.powerOn
    /// Whether a USB console re-enumerates under another address, as a port that somebody still holds open gets another
    /// number (`ttyACM0`, `ttyACM1`); always so on a pseudo terminal.
    public var consoleChangesAddress = false
    /// How DTR and RTS are wired to the chip; `nil` for a console without modem lines, such as a pseudo terminal.
    public var resetCircuit: ResetCircuit?
    /// Whether the boot button is pressed while the board is powered up for the first time, so that its ROM waits for a
    /// download.
    public var startsInDownloadMode = false
    /// The content of `init.lua`.
    public var initLua: [UInt8]?
    /// Whether the firmware has `otaupgrade`.
    public var hasOTAUpgrade = true
    /// Whether the firmware has `encoder`, which no line includes by default (`nodemcu-firmware
    /// components/modules/Kconfig`).
    public var hasEncoder = false
    /// Whether `node` has `osoutput` on the `idf3` line: builds from before January 2021 lack it, and no other line has it
    /// (`nodemcu-firmware dev-esp32-idf3-final node.c`, 83036618).
    public var hasOSOutput = true
    /// Whether the firmware prints CR LF for each LF, as builds of the newer lines with an old `sdkconfig` do; the
    /// `idf3` and `idf4` lines always do (ESP-IDF `CONFIG_NEWLIB_STDOUT_LINE_ENDING`).
    public var sendsCarriageReturns = false
    /// Whether the firmware reads each CR from the host as LF, in raw data as well, as builds of the newer lines with
    /// an old `sdkconfig` do (ESP-IDF `CONFIG_NEWLIB_STDIN_LINE_ENDING`).
    public var takesCarriageReturnForNewline = false
    /// The time costs of the console and the processor.
    public var timing = ConsoleTiming()
    /// How long the board takes to start.
    public var boot = BootTiming()
    /// The faults.
    public var faults = FaultSchedule.none

    /// A board with this firmware and default settings.
    public init(firmware: [UInt8]) {
        self.firmware = firmware
    }
}

extension BoardConfiguration {
    /// The line end of the output.
    var newline: String { sendsCarriageReturns ? "\r\n" : line.newline }

    var bootloader: BootloaderSettings {
        BootloaderSettings(rollback: bootloaderRollsBack, antiRollback: secureVersion != nil)
    }

    var application: ApplicationSettings {
        ApplicationSettings(rollback: applicationRollsBack, antiRollback: secureVersion != nil)
    }
}
