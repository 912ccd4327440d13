import ESPImage

extension Bootloader {
    /// Whether anti-rollback allows the application of a partition to run.
    mutating func isNewEnough(_ partition: Partition?) -> Bool {
        guard settings.antiRollback else { return true }
        guard let version = secureVersion(of: partition) else { return false }
        return version >= efuses.secureVersion
    }

    /// Makes the secure version of a partition's application the minimum.
    mutating func burnSecureVersion(of partition: Partition?) {
        guard let version = secureVersion(of: partition) else { return }
        // An error here is logged and has no other effect.
        try? efuses.raise(to: version, bits: verifier.chip.secureVersionBits) { steps.append(.log($0)) }
    }

    private mutating func secureVersion(of partition: Partition?) -> UInt32? {
        var error = ESPError.invalidArgument
        if let partition {
            if let description = AppDescription(in: partition, of: flash) { return description.secureVersion }
            error = .notFound
        }
        if verifier.release != .v3_3_4 {
            say(.error, "Failed to get partition description \(error.code(in: verifier.release))")
        }
        return nil
    }
}
