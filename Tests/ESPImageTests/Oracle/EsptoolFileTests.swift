import Foundation
import Testing

@testable import ESPImage

/// Files that Espressif's tools make are recognised.
@Suite(.enabled("\(Esptool.absence)") { Esptool.command != nil })
struct EsptoolFileTests {
    private func merged(_ chip: Chip, app: [UInt8], format: String, from base: Int = 0) throws -> [UInt8] {
        try withTemporaryFolder { folder in
            func file(_ name: String, _ bytes: [UInt8]) throws -> String {
                let file = folder.appending(path: name)
                try Data(bytes).write(to: file)
                return file.path()
            }
            let output = folder.appending(path: "out")
            // The second slot holds the application to run, and the OTA data select it.
            let selection = OTAData(first: OTASelectEntry(sequence: 2, state: .valid))
            let (status, text) = try Esptool.esptool(
                "--chip",
                chip.rawValue,
                "merge-bin",
                "--format",
                format,
                "--output",
                output.path(),
                "--target-offset",
                "\(base)",
                "\(chip.bootloaderOffset)",
                file("bootloader", Samples.bootloader(chip)),
                "0x8000",
                file("table", PartitionTable.nodeMCUDocumentation.binary()),
                "0xE000",
                file("otadata", selection.bytes),
                "0x10000",
                file("old", Samples.app(chip, version: "0.9.0")),
                "0x140000",
                file("app", app)
            )
            #expect(status == 0, "\(text)")
            return try [UInt8](Data(contentsOf: output))
        }
    }

    @Test(arguments: Chip.allCases, [true, false])
    func mergedFlashOfEveryChip(chip: Chip, beginsWithBootloader: Bool) throws {
        let app = try Samples.app(chip, version: "2.0.0")
        let base = beginsWithBootloader ? chip.bootloaderOffset : 0
        let bytes = try merged(chip, app: app, format: "raw", from: base)
        let error = try #require(FirmwareFile.inspect(bytes).error)
        #expect(error.kind == .mergedFlash)
        let contained = try #require(error.containedApp)
        #expect(contained.name == "ota_1")
        #expect(contained.version == "2.0.0")
        #expect(Array(bytes[contained.offset..<contained.offset + contained.size]) == app)
        #expect(error.containedApps.map(\.version) == ["0.9.0", "2.0.0"])
    }

    @Test(arguments: [("uf2", FileKind.uf2), ("hex", .intelHex)])
    func otherForms(format: String, kind: FileKind) throws {
        #expect(FirmwareFile.inspect(try merged(.esp32s2, app: Samples.app(.esp32s2), format: format)).kind == kind)
    }

    @Test(
        .enabled("there is no espsecure") { Esptool.signer != nil },
        arguments: [("1", nil, ImageSignature.version1), ("2", "ecdsa256", .version2(blocks: 1))]
            as [(String, String?, ImageSignature)]
    )
    func signedImages(version: String, scheme: String?, signature: ImageSignature) throws {
        let app = try Samples.app(size: 0x10000)
        let signed = try withTemporaryFolder { folder in
            let (key, input, output) = (
                folder.appending(path: "key.pem"), folder.appending(path: "in"), folder.appending(path: "out")
            )
            try Data(app).write(to: input)
            if let scheme {
                _ = try Esptool.espsecure(
                    "generate-signing-key",
                    "--version",
                    version,
                    "--scheme",
                    scheme,
                    key.path()
                )
            } else {
                _ = try Esptool.espsecure("generate-signing-key", "--version", version, key.path())
            }
            let (status, text) = try Esptool.espsecure(
                "sign-data",
                "--version",
                version,
                "--keyfile",
                key.path(),
                "--output",
                output.path(),
                input.path()
            )
            #expect(status == 0, "\(text)")
            return try [UInt8](Data(contentsOf: output))
        }
        let image = try AppImage(signed)
        #expect(image.signature == signature)
        #expect(image.imageSize == app.count)
    }
}
