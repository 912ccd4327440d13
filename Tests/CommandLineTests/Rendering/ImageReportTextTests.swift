import ESPImage
import Testing

@testable import Reports
@testable import TerminalUI
@testable import otaflash

struct ImageReportTextTests {
    @Test func `an image is described`() throws {
        let builder = AppImageBuilder(version: "3.0.0.1", size: 0x10000)
        let bytes = try builder.build()
        let hash = try #require(FirmwareFile.inspect(bytes).image?.elfSHA256).hexadecimal
        try withTemporaryFile { path throws in
            try bytes.write(to: path)
            let report = ImageReport(file: path)
            let lines = report.lines(width: 200, paint: .off)
            #expect(lines[0] == "\(path): a complete application image for the ESP32; it can be installed.")
            #expect(lines[1] == "")
            #expect(
                lines[2..<7] == [
                    "  name         nodemcu",
                    "  version      3.0.0.1",
                    "  built        Jan 2 2025 03:04:05 with ESP-IDF v5.1.3",
                    "  revisions    all",
                    "  checksum     0x\(hexadecimal(report)), valid",
                ]
            )
            #expect(lines.contains("  hash         appended SHA-256, valid"))
            #expect(lines.contains("  size         65,536 bytes"))
            #expect(lines.contains("  ELF SHA-256  \(hash)"))
            #expect(lines.contains("  SEGMENT  ADDRESS     OFFSET         BYTES  USE"))
            #expect(
                lines.contains { $0.hasPrefix("        0  0x3f400020  0x000020  ") && $0.hasSuffix("  mapped data") }
            )
            #expect(report.lines(width: 80, paint: .off).dropFirst().allSatisfy { $0.count <= 80 })
        }
    }

    private func hexadecimal(_ report: ImageReport) -> String {
        let digits = String(report.inspection?.image?.checksum ?? 0, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }

    @Test func `another file is identified`() throws {
        try withTemporaryFile("\u{7F}ELF and so on") { path throws in
            let lines = ImageReport(file: path).lines(width: 200, paint: .off)
            #expect(lines[0] == "\(path): an ELF file; it cannot be installed.")
            #expect(lines.count == 4)
            #expect(lines[2] == "  size     14 bytes")
        }
    }

    @Test func `a file that cannot be read gives only a message`() {
        let report = ImageReport(file: "/nowhere")
        #expect(report.lines(width: 80, paint: .off).isEmpty)
        #expect(report.exitStatus.rawValue == 20)
    }
}
