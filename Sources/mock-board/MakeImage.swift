import ArgumentParser
import ESPImage
import Foundation

/// Writes an application image that real checkers accept.
struct MakeImage: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make-image",
        abstract: "Write a valid application image; the same options give the same bytes."
    )

    @Argument(help: "The file to write.")
    var output: String

    @Option(help: "The chip: esp32, esp32s2, esp32s3, esp32c3, esp32c6, esp32h2 or another of the family.")
    var chip = "esp32"

    // ArgumentParser keeps --version to itself only where a command has one.
    @Option(name: [.customLong("version"), .customLong("firmware-version")], help: "The firmware's version.")
    var firmwareVersion = "1.0.0"

    @Option(help: "The project's name.")
    var name = "nodemcu"

    @Option(help: "The size of the file in bytes, a multiple of 16.")
    var size = 0x40000

    @Option(help: "What the content follows from.")
    var seed: UInt64 = 1

    @Option(help: "The day of the build.")
    var date = "Jan  2 2025"

    @Option(help: "The time of the build.")
    var time = "03:04:05"

    @Option(help: "The ESP-IDF version.")
    var idf = "v5.1.3"

    @Option(name: .customLong("secure-version"), help: "The anti-rollback counter.")
    var secureVersion: UInt32 = 0

    @Flag(name: .customLong("no-descriptor"), help: "Leave the description out, as an ESP-IDF before 3.3 did.")
    var noDescriptor = false

    @Flag(name: .customLong("no-hash"), help: "Leave the SHA-256 out.")
    var noHash = false

    func run() throws {
        guard let chip = Chip(name: chip) else {
            throw ValidationError(
                "There is no chip “\(chip)”; one of \(Chip.allCases.map(\.rawValue).joined(separator: ", "))."
            )
        }
        var builder = AppImageBuilder(
            chip: chip,
            version: firmwareVersion,
            projectName: name,
            date: date,
            time: time,
            idfVersion: idf,
            secureVersion: secureVersion,
            size: size,
            seed: seed,
            appendsHash: !noHash
        )
        if noDescriptor { builder.descriptor = nil }
        let bytes: [UInt8]
        do {
            bytes = try builder.build()
        } catch {
            throw ValidationError("\(error)")
        }
        do {
            try Data(bytes).write(to: URL(filePath: output))
        } catch {
            throw ValidationError("\(output) cannot be written.")
        }
    }
}
