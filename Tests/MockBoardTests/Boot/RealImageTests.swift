import ESPImage
import SharedFiles
import Testing

@testable import ESPDevice

/// Real firmware, processed by the board's code.
@Suite(.enabled(if: SharedFiles.folder != nil, Comment(rawValue: SharedFiles.absence)))
struct RealImageTests {
    @Test(arguments: ["nodemcu-esp32-agusk.bin", "nodemcu-esp32-miklas.bin", "nodemcu-esp32-statuspanel.bin"])
    func aNodeMCUIsWrittenBootedAndAccepted(_ name: String) throws {
        let device = TestDevice(rollback: true)
        device.boot()
        #expect(try device.upgrade(to: SharedFiles.image(name), chunk: 4096) == .returns)
        device.boot(.software)
        #expect(device.running == "ota_1")
        #expect(try device.otaupgrade.accept() == .returns)
        let hasDescription = name.contains("statuspanel")
        #expect((device.otaupgrade.info().slots[1].description != nil) == hasDescription)
    }

    /// The device does not distinguish a bootloader from an application; its own bootloader does, and falls back.
    @Test func aBootloaderIsAcceptedAsAnApplicationButDoesNotBoot() throws {
        let device = TestDevice(rollback: false)
        device.boot()
        #expect(try device.upgrade(to: SharedFiles.image("nodemcu-esp32-statuspanel-bootloader.bin")) == .returns)
        #expect(device.otaupgrade.info().slots[1].state == .undefined)
        #expect(device.otaupgrade.info().slots[1].description == nil)
        device.boot(.software)
        #expect(device.running == "ota_0")
        #expect(
            device.report.lines.contains {
                $0.rendered(newline: "\n").contains("invalid: overlaps bootloader data")
            }
        )
    }
}
