import ESPImage

/// What was read back from the board after the restart, compared with the image.
public struct UpgradeProof: Sendable, Hashable {
    /// One fact to prove.
    public enum Fact: String, Sendable, Hashable, CaseIterable {
        case slot, name, version, date, time
        case idfVersion = "idf_version"
    }

    /// A fact that differs from what is expected.
    public struct Mismatch: Sendable, Hashable {
        /// Which fact.
        public var fact: Fact
        /// What the image or the plan says.
        public var expected: String
        /// What the board reports.
        public var found: String
    }

    /// What was proven.
    public var proven: [Fact] = []
    /// What could not be proven, since the image or the board does not report it.
    public var unproven: [Fact] = []
    /// What differs.
    public var mismatches: [Mismatch] = []

    /// Whether the image is shown to run.
    public var holds: Bool {
        mismatches.isEmpty
    }

    /// Compares the board's description with the image's.
    public init(status: OTAStatus, slot: String, image: FirmwareDescription?) {
        compare(.slot, expected: slot, found: status.running)
        guard mismatches.isEmpty else { return }
        let found = status.runningSlot?.description
        compare(.name, expected: image?.name, found: found?.name)
        compare(.version, expected: image?.version, found: found?.version)
        compare(.date, expected: image?.date, found: found?.date)
        compare(.time, expected: image?.time, found: found?.time)
        compare(.idfVersion, expected: image?.idfVersion, found: found?.idfVersion)
    }

    private mutating func compare(_ fact: Fact, expected: String?, found: String?) {
        guard let expected, !expected.isEmpty else {
            unproven.append(fact)
            return
        }
        if expected == found {
            proven.append(fact)
        } else {
            mismatches.append(Mismatch(fact: fact, expected: expected, found: found ?? "nothing"))
        }
    }
}
