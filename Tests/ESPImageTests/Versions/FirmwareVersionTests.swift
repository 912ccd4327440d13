import ESPImage
import Testing

@Suite struct FirmwareVersionTests {
    @Test(arguments: [
        ("1.2.9", "v1.2.10"), ("1.2", "1.2.1"), ("1.9", "1.10"), ("v4.4.6", "v5.1"), ("9", "10"),
        ("1.2.3", "1.2.99999999999999999999999999"),
        // Stages before a release
        ("1.0-rc1", "1.0"), ("1.0.0-alpha", "1.0.0-beta"), ("1.0-beta2", "1.0-beta10"), ("1.0-beta.2", "1.0-rc.1"),
        ("1.0-rc", "1.0-rc1"), ("1.0-dev", "1.0-alpha1"), ("v5.0-beta1", "v5.0-rc1"), ("1.0rc1", "1.0"),
        ("2.0-preview1", "2.0-rc1"), ("1.0.1-rc1", "1.0.2-beta1"), ("1.0.2a", "1.0.2b"),
        // git describe
        ("1.4.0-master_20151229-862-geedf", "1.4.0-master_20151229-880-g7a8d"), ("1.2", "1.2-3-gabc1234"),
        ("1.2-3-gabc1234", "1.2-10-gdef5678"), ("1.2-3-gabc1234", "1.3"), ("1.2-rc1-3-gabc1234", "1.2"),
        ("1.4.0-master_20151229-880-g7a8d", "1.4.0-master_20161229-2-gffff"),
        ("v5.0-beta1-427-g4532e6e0b2-dirt", "v5.0-beta1-428-g4532e6e0b2-dirt"),
        // Days
        ("2024-05-20", "2024-05-21"), ("20240520", "2024-06-01"), ("2024.5.2", "2024.05.20"),
        ("2024-05-20", "2024-05-20.2"), ("2024-05-20-1", "2024-05-20-2"), ("2023-12-31", "2024-01-01"),
        ("release-1.2", "release-1.3"), ("release-2024-05-20", "release-2024-05-21"), ("2024.1", "2024.2"),
    ])
    func theFirstIsOlder(older: String, newer: String) {
        #expect(FirmwareVersion(older).order(to: FirmwareVersion(newer)) == .older)
        #expect(FirmwareVersion(newer).order(to: FirmwareVersion(older)) == .newer)
    }

    @Test(arguments: [
        ("1.2", "1.2"), ("1.2", "v1.2"), ("V1.2", "1.2.0"), (" 1.2 ", "1.2"), ("1.2+build5", "1.2+build6"),
        ("1.02", "1.2"), ("1.2-RC1", "1.2-rc1"), ("1.2-rc1", "1.2rc1"), ("20240520", "2024-05-20"),
        ("1.2-3-gabc1234", "1.2-3-gabc12"), ("1.2-dirty", "v1.2-dirty"), ("7c5bb151", "7c5bb151"),
        ("7c5bb15", "7c5bb151"), ("custom", "custom"), ("", ""), ("release-1.2", "release_1.2"),
        ("1.4.0-master_20151229-880-g7a8d", "1.4.0-master_20151229-880-g7a8dee1"),
    ])
    func bothAreTheSame(one: String, other: String) {
        #expect(FirmwareVersion(one).order(to: FirmwareVersion(other)) == .same)
        #expect(FirmwareVersion(other).order(to: FirmwareVersion(one)) == .same)
    }

    @Test(arguments: [
        ("1.4.0-master_20151229", "1.4.0-release_20151229"), ("1.4.0-master", "1.4.0"), ("1.2-3", "1.2"),
        ("1.2-3-gabc1234", "1.2-3-gdef5678"), ("1.2-dirty", "1.2"), ("1.2-3-gabc1234-dirty", "1.2-3-gabc1234"),
        ("7c5bb151", "2b8e3271"), ("7c5bb151", "1.2"), ("2024-05-20", "1.2"), ("custom", "1.2"), ("custom", "other"),
        ("", "1.2"), ("release-1.2", "1.2"), ("1.2-rc1", "1.2-foo"), ("7c5bb151", "7c5bb151-dirty"),
        ("custom", "custom-dirty"),
    ])
    func theyHaveNoOrder(one: String, other: String) {
        #expect(FirmwareVersion(one).order(to: FirmwareVersion(other)) == nil)
        #expect(FirmwareVersion(other).order(to: FirmwareVersion(one)) == nil)
    }

    @Test func keepsTheText() {
        #expect(FirmwareVersion(" V1.2 ").description == " V1.2 ")
    }

    @Test(arguments: [
        "-", "--", "v", "g", "-g", "-1-g", "1-", "1.", ".1", "1..2", "20241399", "9999-99-99", "1.2-dirt", "é1.2",
        "1.2-é", "1.2-3-g", String(repeating: "1", count: 200), String(repeating: "-", count: 100), "1.2\0", "2024-5",
        "2024-05-2a",
    ])
    func anyTextIsAVersionAndOrdersBothWays(text: String) {
        let version = FirmwareVersion(text)
        #expect(version.order(to: version) == .same)
        for other in ["1.2", "v", "2024-05-20", "abcdef12", text + "1", "1.2-3-gabc1234"] {
            let other = FirmwareVersion(other)
            let back: FirmwareVersion.Order? =
                switch other.order(to: version) {
                case .older: .newer
                case .newer: .older
                case .same: .same
                case nil: nil
                }
            #expect(version.order(to: other) == back)
        }
    }
}
