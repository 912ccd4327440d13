public import ArgumentParser
import ESPDevice
import ESPImage
import Foundation
import Glibc
import MockBoard

/// What kind of board to serve.
struct BoardOptions: ParsableArguments {
    @Option(help: "The firmware line: idf3, idf4, idf5 or console.")
    var dialect = FirmwareLine.idf5

    @Option(help: "The Lua version: 5.1 or 5.3. Defaults to the usual one of the firmware line.")
    var lua: LuaRelease?

    @Option(help: "The console: uart, usb-serial-jtag or usb-cdc.")
    var console = ConsoleInterface.uart

    @Option(help: "The chip: esp32, esp32s2, esp32s3, esp32c3, esp32c6 or esp32h2.")
    var chip = "esp32"

    @Option(help: "Keep the flash in this file, created if it does not exist. Without it, the flash is in memory.")
    var flash: String?

    @Option(help: "The application image in a new flash. Without it, a small image is generated.")
    var firmware: String?

    @Option(help: "The partition table of a new flash, as CSV. Defaults to NodeMCU's documented table with two slots.")
    var partitions: String?

    @Option(
        help: "The number of OTA slots of 0x130000 bytes in a new flash, from 1 to 16, instead of a table from a file."
    )
    var slots: Int?

    @Flag(help: "Put a factory slot before the OTA slots.")
    var factory = false

    @Option(name: .customLong("init-lua"), help: "The board's init.lua.")
    var initLua: String?

    @Flag(help: "The bootloader and the firmware support rollback.")
    var rollback = false

    @Flag(name: .customLong("bootloader-rollback"), help: "Only the bootloader supports rollback.")
    var bootloaderRollback = false

    @Flag(name: .customLong("firmware-rollback"), help: "Only the firmware supports rollback.")
    var firmwareRollback = false

    @Option(
        name: .customLong("secure-version"),
        help: "Anti-rollback, with --rollback: the secure version burnt into the chip; no older image runs."
    )
    var secureVersion: UInt32?

    @Flag(
        name: .customLong("download-mode"),
        help: "Hold the boot button at power-on: the ROM waits for a download, and no Lua runs."
    )
    var downloadMode = false

    @Flag(name: .customLong("without-otaupgrade"), help: "The firmware has no otaupgrade module.")
    var withoutOTAUpgrade = false

    @Flag(name: .customLong("with-encoder"), help: "The firmware has the encoder module, which is off by default.")
    var withEncoder = false

    @Flag(
        name: .customLong("without-osoutput"),
        help: "The firmware has no node.osoutput, like builds of the idf3 line from before January 2021."
    )
    var withoutOSOutput = false

    @Flag(
        name: .customLong("crlf-out"),
        help: "The firmware prints CR LF for LF, like newer builds with an old sdkconfig; idf3 and idf4 always do."
    )
    var crlfOut = false

    @Flag(
        name: .customLong("cr-in"),
        help: "The firmware turns CR from the host into LF, even in raw data, like newer builds with an old sdkconfig."
    )
    var crIn = false

    @Option(help: "Pace the console at this line rate and add processor time; 0 runs as fast as possible.")
    var baud = 0

    @Option(name: .customLong("erase-ms"), help: "How long the flash takes to erase 64 KiB, in milliseconds.")
    var eraseMilliseconds: Int?

    @Option(help: "The faults to inject, a list of FAULTS (above).")
    var fault: String?

    @Option(help: "The seed of everything random, unless --fault has its own.")
    var seed: UInt64 = 1

    func validate() throws {
        if let lua, !dialect.luaReleases.contains(lua) {
            throw ValidationError("--dialect \(dialect.rawValue) has no Lua \(lua.rawValue).")
        }
        guard dialect.consoles.contains(console) else {
            throw ValidationError("--dialect \(dialect.rawValue) has no console on \(console.rawValue).")
        }
        guard !withoutOSOutput || dialect == .idf3 else {
            throw ValidationError("--without-osoutput is for --dialect idf3: no other line has node.osoutput.")
        }
        guard !crIn || dialect == .idf5 || dialect == .console else {
            throw ValidationError("--cr-in is for --dialect idf5 and console: the older lines do not change input.")
        }
        guard baud == 0 || (300...5_000_000).contains(baud) else {
            throw ValidationError("--baud takes 0 or a rate from 300 to 5000000.")
        }
        if let eraseMilliseconds, !(0...60_000).contains(eraseMilliseconds) {
            throw ValidationError("--erase-ms takes a number from 0 to 60000.")
        }
        guard let chip = ChipModel(named: chip) else { throw ValidationError("Unknown chip “\(chip)”.") }
        try validateSlots()
        if let secureVersion {
            guard secureVersion <= chip.secureVersionBits else {
                throw ValidationError("--secure-version is at most \(chip.secureVersionBits) on the \(chip.name).")
            }
            guard rollback, !factory else {
                throw ValidationError("--secure-version needs --rollback and a table without a factory slot.")
            }
        }
    }

    private func validateSlots() throws {
        if let slots, !(1...16).contains(slots) { throw ValidationError("--slots takes a number from 1 to 16.") }
        guard partitions == nil || slots == nil && !factory else {
            throw ValidationError("--partitions defines the slots: it cannot be combined with --slots or --factory.")
        }
    }

    func configuration() throws -> BoardConfiguration {
        guard let chip = ChipModel(named: chip) else { throw ValidationError("Unknown chip “\(chip)”.") }
        var board = BoardConfiguration(firmware: try firmwareBytes())
        board.line = dialect
        board.lua = lua ?? (dialect == .idf3 || dialect == .idf4 ? .lua51 : .lua53)
        board.console = console
        board.chip = chip
        board.flashFile = flash
        if let partitions {
            let csv = try bytes(partitions)
            let bootloader = Chip(name: self.chip)?.bootloaderOffset
            board.partitions = try checked(partitions) {
                try PartitionTable(csvFile: csv, bootloaderOffset: bootloader)
            }
        } else if slots != nil || factory {
            board.partitions = .slots(slots ?? 2, factory: factory)
        }
        // Flash chips have a power of two for their size.
        while board.flashSize < board.partitions.flashSize { board.flashSize *= 2 }
        board.bootloaderRollsBack = rollback || bootloaderRollback
        board.applicationRollsBack = rollback || firmwareRollback
        board.secureVersion = secureVersion
        board.initLua = try initLua.map { [lua = board.lua] in try script($0, lua) }
        board.startsInDownloadMode = downloadMode
        board.hasOTAUpgrade = !withoutOTAUpgrade
        board.hasEncoder = withEncoder
        board.hasOSOutput = !withoutOSOutput
        board.sendsCarriageReturns = crlfOut
        board.takesCarriageReturnForNewline = crIn
        board.timing = baud == 0 ? .instant : ConsoleTiming()
        if baud > 0 { board.baud = baud }
        board.boot.baud = baud == 0 ? nil : baud
        if let eraseMilliseconds { board.timing.flash.eraseBlock = .milliseconds(eraseMilliseconds) }
        if let fault { board.faults = try checked { try FaultSchedule(parsing: fault, seed: seed) } }
        return board
    }

    /// Reports an error in the value of an option like a wrong option.
    func checked<Value>(_ file: String? = nil, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as any CustomStringConvertible & Error where !(error is ValidationError) {
            throw ValidationError((file.map { "\($0): " } ?? "") + error.description)
        }
    }

    /// Why the board cannot start the given firmware; `nil` if it can, or if its flash already has other firmware.
    func firmwareWarning() throws -> String? {
        guard let firmware, flash.map({ access($0, F_OK) != 0 }) ?? true else { return nil }
        let file = try bytes(firmware)
        do throws(ImageError) {
            let image = try AppImage(file)
            guard let own = Chip(name: chip), image.chip != own else { return nil }
            return "\(firmware) is for the \(image.chip.displayName), so this \(own.displayName) cannot start it; "
                + "add --chip \(image.chip.rawValue)."
        } catch {
            return "The board cannot start \(firmware): \(error)"
        }
    }

    private func firmwareBytes() throws -> [UInt8] {
        if let firmware { return try bytes(firmware) }
        guard let chip = Chip(name: chip) else { throw ValidationError("Unknown chip “\(chip)”.") }
        var builder = AppImageBuilder(chip: chip, secureVersion: secureVersion ?? 0, size: 0x10000, seed: seed)
        builder.descriptor?.projectName = dialect.projectName
        builder.descriptor?.idfVersion = dialect.release.rawValue
        return try builder.build()
    }

    private func bytes(_ path: String) throws -> [UInt8] {
        do {
            return Array(try Data(contentsOf: URL(filePath: path)))
        } catch {
            throw ValidationError("\(path) cannot be read.")
        }
    }

    /// The board's init.lua: Lua 5.3 skips a byte order mark, Lua 5.1 does not (`lauxlib.c`, `skipBOM`).
    private func script(_ path: String, _ lua: LuaRelease) throws -> [UInt8] {
        let source = try bytes(path)
        return lua == .lua53 && source.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(source.dropFirst(3)) : source
    }
}

extension FirmwareLine: ExpressibleByArgument {}
extension LuaRelease: ExpressibleByArgument {}
extension ConsoleInterface: ExpressibleByArgument {}
