import ESPImage
import Testing

@testable import ESPDevice

/// Images below the secure version in the chip's eFuses.
@Suite struct AntiRollbackTests {
    private func device(burnt: UInt32, running version: UInt32) -> TestDevice {
        let configuration = DeviceConfiguration(
            bootloader: BootloaderSettings(rollback: true, antiRollback: true),
            application: ApplicationSettings(rollback: true, antiRollback: true)
        )
        let device = TestDevice(
            configuration,
            firmware: SampleImage(version: "1.0.0", secureVersion: version).bytes,
            efuses: EFuses(secureVersion: burnt)
        )
        device.boot()
        return device
    }

    @Test func anOlderImageIsRefusedAndErasedSilently() throws {
        let device = device(burnt: 2, running: 2)
        #expect(try device.upgrade(to: SampleImage(secureVersion: 1).bytes) == .returns)
        #expect(device.takeLog().last?.text.hasPrefix("This a new partition can not be booted") == true)
        #expect(device.core.flash.read(0x14_0000..<0x14_1000).allSatisfy { $0 == 0xFF })
        #expect(device.records == "[1 VALID] [ ]")
        device.boot(.software)
        #expect(device.running == "ota_0")
    }

    @Test func acceptBurnsTheNewVersion() throws {
        let device = device(burnt: 1, running: 1)
        try device.upgrade(to: SampleImage(secureVersion: 4).bytes)
        device.boot(.software)
        #expect(device.running == "ota_1")
        #expect(device.core.efuses.secureVersion == 1)
        #expect(try device.otaupgrade.accept() == .returns)
        #expect(device.core.efuses.secureVersion == 4)
        #expect(device.takeLog().last?.text == "Anti-rollback is set. eFuse field is updated(4).")
        #expect(try device.otaupgrade.rollback() == .raises("no other firmware to roll back to"))
        device.boot(.software)
        #expect(device.running == "ota_1")
    }

    @Test func aVersionWithMoreBitsThanTheChipHasCannotBeAccepted() throws {
        let device = device(burnt: 0, running: 0)
        try device.upgrade(to: SampleImage(secureVersion: 33).bytes)
        device.boot(.software)
        #expect(try device.otaupgrade.accept() == .raises("firmware accept failed"))
        #expect(device.core.efuses.secureVersion == 0)
        #expect(device.takeLog().last?.text == "Max secure version is 32. Given 33 version can not be written.")
        #expect(device.records == "[1 VALID] [2 VALID]")
    }

    @Test func theFirstBootBurnsItsVersion() {
        #expect(device(burnt: 0, running: 3).core.efuses.secureVersion == 3)
    }
}
