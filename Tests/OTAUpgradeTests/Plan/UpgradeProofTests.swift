import ESPImage
import Testing

@testable import OTAUpgrade

@Suite struct UpgradeProofTests {
    private let image = FirmwareDescription(
        name: "nodemcu",
        version: "2.0.0",
        secureVersion: 0,
        date: "Jan  2 2025",
        time: "03:04:05",
        idfVersion: "v5.1.3"
    )

    private func status(running: String = "ota_1", _ description: FirmwareDescription?) -> OTAStatus {
        OTAStatus(
            running: running,
            boot: running,
            slots: [.init(label: "ota_0"), .init(label: "ota_1", state: .valid, description: description)]
        )
    }

    @Test func everythingIsProven() {
        let proof = UpgradeProof(status: status(image), slot: "ota_1", image: image)
        #expect(proof.holds)
        #expect(proof.proven == UpgradeProof.Fact.allCases)
        #expect(proof.unproven.isEmpty)
    }

    @Test func theWrongSlotProvesNothingElse() {
        let proof = UpgradeProof(status: status(running: "ota_0", image), slot: "ota_1", image: image)
        #expect(!proof.holds)
        #expect(proof.proven.isEmpty)
        #expect(proof.mismatches == [.init(fact: .slot, expected: "ota_1", found: "ota_0")])
    }

    @Test("one wrong field is a mismatch", arguments: UpgradeProof.Fact.allCases.dropFirst())
    func oneWrongField(_ fact: UpgradeProof.Fact) {
        var found = image
        switch fact {
        case .slot: break
        case .name: found.name = "other"
        case .version: found.version = "other"
        case .date: found.date = "other"
        case .time: found.time = "other"
        case .idfVersion: found.idfVersion = "other"
        }
        let proof = UpgradeProof(status: status(found), slot: "ota_1", image: image)
        #expect(proof.mismatches.map(\.fact) == [fact])
    }

    @Test func anImageWithoutDescriptorProvesItsSlotOnly() {
        let proof = UpgradeProof(status: status(nil), slot: "ota_1", image: nil)
        #expect(proof.holds)
        #expect(proof.proven == [.slot])
        #expect(proof.unproven == [.name, .version, .date, .time, .idfVersion])
    }

    @Test func aReproducibleBuildLeavesItsTimeUnproven() {
        var dateless = image
        (dateless.date, dateless.time) = ("", "")
        let proof = UpgradeProof(status: status(dateless), slot: "ota_1", image: dateless)
        #expect(proof.holds)
        #expect(proof.unproven == [.date, .time])
    }

    @Test func aBoardWithoutADescriptionIsAMismatch() {
        #expect(!UpgradeProof(status: status(nil), slot: "ota_1", image: image).holds)
    }
}
