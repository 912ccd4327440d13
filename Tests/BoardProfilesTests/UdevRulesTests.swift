import BoardProfiles
import Foundation
import Testing

/// The text of the rules; tests of the program try them with udev.
struct UdevRulesTests {
    private func rules() throws -> [String] {
        try UdevRules(ProfileCatalog().profiles).text.components(separatedBy: "\n")
    }

    @Test func theFileMatchesTheProfiles() throws {
        let file = BoardsFolder.url.deletingLastPathComponent().appending(path: "udev/" + UdevRules.fileName)
        let text = try String(contentsOf: file, encoding: .utf8)
        let isSame = try text == UdevRules(ProfileCatalog().profiles).text
        #expect(isSame, "run: otaflash boards --udev-rules > udev/\(UdevRules.fileName)")
    }

    @Test func theFileSortsBetweenTheRulesThatItNeeds() {
        #expect("60-serial.rules" < UdevRules.fileName && UdevRules.fileName < "73-seat-late.rules")
    }

    @Test func theRulesHaveExactlyTheIDsOfTheProfiles() throws {
        let ids = try Set(ProfileCatalog().profiles.flatMap(\.ports).map(\.usb.description))
        let pattern = /ENV\{ID_VENDOR_ID\}=="(....)", ENV\{ID_MODEL_ID\}=="(....)"/
        let found = try rules().compactMap { $0.firstMatch(of: pattern).map { "\($0.1):\($0.2)" } }
        #expect(found == ids.sorted())
        let devices = try rules().compactMap { line in
            line.firstMatch(of: /^ATTR\{idVendor\}=="(....)", ATTR\{idProduct\}=="(....)"/).map { "\($0.1):\($0.2)" }
        }
        #expect(devices == ids.sorted())
    }

    @Test func onlyFTDIConvertersHaveALatencyTimer() throws {
        let lines = try rules().filter { $0.contains("latency_timer") }
        #expect(lines.count == 3)
        #expect(lines.allSatisfy { $0.hasPrefix("ATTRS{idVendor}==\"0403\"") })
    }

    @Test func onlyTheBoardsPortOfADeviceWithSeveralIsMatched() throws {
        let line = try #require(try rules().first { $0.contains("\"6010\"") && $0.contains("ID_MODEL_ID") })
        #expect(line.contains("ENV{ID_USB_INTERFACE_NUM}==\"01\""))
    }

    @Test func aPortWithoutAnInterfaceMatchesTheCompleteDevice() throws {
        var profile = try ProfileCatalog().profile(named: "esp-prog")
        profile.ports[0].usb.interface = nil
        let text = try UdevRules(ProfileCatalog().profiles + [profile]).text
        #expect(!text.contains("ENV{ID_USB_INTERFACE_NUM}==\"01\""))
    }

    @Test func noLineIsLongerThan120Characters() throws {
        #expect(try rules().allSatisfy { $0.count <= 120 })
    }
}
